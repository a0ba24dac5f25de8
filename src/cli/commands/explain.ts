import { catalog, isCode } from '../../diagnostics/codes.js'
import { problem } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import { EXIT, exitCodeFor } from '../exit.js'
import type { Io } from '../io.js'
import { showDiagnostics } from '../views/diagnostics.human.js'
import { showCodes, showPage } from '../views/explain.human.js'

export interface ExplainArgs {
  /** Without a code every code is listed. */
  readonly code?: string
}

/** `qianyun explain [CODE]`: the page of a problem in the reader's language; 2 for a code that does not exist. */
export async function run({ code }: ExplainArgs, io: Io): Promise<number> {
  if (code === undefined) {
    showCodes(io)
    return EXIT.done
  }
  const upper = code.toUpperCase()
  if (isCode(upper)) {
    showPage(upper, io)
    return EXIT.done
  }
  const suggestion = suggest(upper, Object.keys(catalog))
  const diagnostics = [problem('CLI_UNKNOWN_CODE', { code }, suggestion === undefined ? {} : { suggestion })]
  showDiagnostics({ root: io.cwd, diagnostics }, io)
  return exitCodeFor(diagnostics)
}
