import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { wordsFor } from '../../diagnostics/words.js'
import type { Io } from '../io.js'
import { relocated } from './relocate.js'

/** One JSON object a line for every problem: code, severity, place, parameters and the words in the reader's language. */
export function printDiagnosticLines(diagnostics: readonly Diagnostic[], root: string, io: Io): void {
  for (const { code, severity, at, params, suggestion } of relocated(diagnostics, root, io.cwd)) {
    io.stdout(JSON.stringify({ code, severity, ...at, suggestion, params, ...wordsFor(code, params, io.language) }))
  }
}
