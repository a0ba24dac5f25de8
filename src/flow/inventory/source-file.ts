import { inventoryFile } from './schema/inventory-file.js'
import { endpointsFile } from './schema/endpoints-file.js'
import { changesFile, sitesFile } from './schema/sites-file.js'
import { calendarFile, exemptionsFile, programmeFile } from './schema/programme-file.js'

/** The schema of each kind of file; a kind is also the name of its JSON Schema on disk. */
export const fileSchemas = {
  inventory: inventoryFile,
  programme: programmeFile,
  calendar: calendarFile,
  exemptions: exemptionsFile,
  endpoints: endpointsFile,
  sites: sitesFile,
  changes: changesFile,
} as const

export type FileRole = keyof typeof fileSchemas

/** The text of one file of a place; `path` is what diagnostics print. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly role: FileRole
}
