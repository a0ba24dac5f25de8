import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { renderDiagnostics } from '../../diagnostics/render.js'
import type { Io } from '../io.js'
import { relocated, relocatedSources } from './relocate.js'

export interface ShownDiagnostics {
  readonly root: string
  readonly diagnostics: readonly Diagnostic[]
  readonly sources?: ReadonlyMap<string, string>
}

/** Problems in full, with the lines they stand in; to stdout where they are the result of the command, else to stderr. */
export function showDiagnostics({ root, diagnostics, sources = new Map() }: ShownDiagnostics, io: Io, out: 'stdout' | 'stderr' = 'stderr'): void {
  if (diagnostics.length === 0) return
  const { language, color, cwd } = io
  const text = renderDiagnostics(relocated(diagnostics, root, cwd), { language, color, sources: relocatedSources(sources, root, cwd) })
  io[out](`${text}\n`)
}
