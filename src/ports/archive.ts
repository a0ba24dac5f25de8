import type { JsonObject } from '../model/json.js'
import type { StepContext } from '../model/step.js'
import type { DataSource } from './data-mover.js'

export interface ArchiveResult extends JsonObject {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly tables: number
}

/** Keeps a retired system's data as one file that can be read back. */
export interface Archive<Source = DataSource> {
  write(source: Source, path: string, context: StepContext): Promise<ArchiveResult>
}
