import type { Code } from './codes.js'

/** A place in a file; lines and columns count from 1, as editors do. */
export interface SourceRange {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Characters the caret underlines; 1 when unknown. */
  readonly length: number
}

export type Severity = 'error' | 'warning'

/** What a sentence of the catalog may be filled with. */
export type Params = Readonly<Record<string, string | number>>

/** A problem as data. The words come from the catalog, in the reader's language, when it is shown. */
export interface Diagnostic {
  readonly code: Code
  readonly severity: Severity
  readonly params: Params
  readonly at?: SourceRange
  /** A likely correction of a name, shown as "did you mean". */
  readonly suggestion?: string
  readonly cause?: unknown
}

/** An error for a caller that can only stop: carries the diagnostics to show. Thrown by adapters for I/O, shown by the faces. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join('; '), { cause: diagnostics[0]?.cause })
    this.diagnostics = diagnostics
  }
}

export function problem(code: Code, params: Params = {}, more: Partial<Pick<Diagnostic, 'at' | 'suggestion' | 'cause'>> = {}): Diagnostic {
  return { code, severity: 'error', params, ...more }
}

export function warning(code: Code, params: Params = {}, more: Partial<Pick<Diagnostic, 'at' | 'suggestion' | 'cause'>> = {}): Diagnostic {
  return { code, severity: 'warning', params, ...more }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}
