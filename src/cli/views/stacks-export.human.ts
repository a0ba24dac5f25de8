import type { Exported } from '../../app/stacks/export.js'
import type { Io } from '../io.js'
import { stacksExportWords } from './stacks-export-words.js'
import { showOutcomeProblems } from './stacks-problems.human.js'

export interface ShownExport {
  readonly root: string
  /** As the reader has to type it. */
  readonly folder: string
  readonly json: boolean
}

/** Problems, then a line a site and where it all lies; with `json` the index of the export. */
export function showExport({ diagnostics, sources, index, removed = [] }: Exported, { root, folder, json }: ShownExport, io: Io): void {
  showOutcomeProblems({ diagnostics, sources }, root, io)
  if (!index) return
  if (json) return io.stdout(JSON.stringify({ folder, removed, ...index }))
  const words = stacksExportWords[io.language]
  for (const site of new Set(index.stacks.map((stack) => stack.site))) {
    const here = index.stacks.filter((stack) => stack.site === site)
    io.stdout(words.site(site, here.length, here.reduce((sum, { objects }) => sum + objects.length, 0)))
  }
  if (removed.length > 0) io.stdout(words.removed(removed.length))
  io.stdout(words.written(folder))
}
