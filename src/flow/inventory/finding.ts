import type { Code } from '../../diagnostics/codes.js'
import type { Diagnostic, Params, Severity } from '../../diagnostics/diagnostic.js'
import type { DataPath } from './data-path.js'
import type { Part } from './locate.js'
import type { ParsedFile } from './parse.js'

/** A problem at a path of a file, before the path is turned into line and column. */
export interface Finding {
  readonly code: Code
  readonly params: Params
  readonly file: ParsedFile
  readonly path: DataPath
  readonly part: Part
  readonly suggestion?: string | undefined
  readonly severity?: Severity
}

export function toDiagnostic({ code, params, file, path, part, suggestion, severity = 'error' }: Finding): Diagnostic {
  return { code, severity, params, at: file.locate(path, part), ...(suggestion === undefined ? {} : { suggestion }) }
}
