import type { Diagnostic } from './diagnostic.js'

/** Errors before warnings, then by file, line and column, what has no place first; the same list always comes out in the same order. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ diagnostic, key: sortKey(diagnostic) })).sort((a, b) => compareKeys(a.key, b.key)).map(({ diagnostic }) => diagnostic)
}

type SortKey = readonly (string | number)[]

function sortKey({ severity, at, code, params }: Diagnostic): SortKey {
  return [severity === 'error' ? 0 : 1, at?.file ?? '', at?.line ?? 0, at?.column ?? 0, code, JSON.stringify(params)]
}

function compareKeys(a: SortKey, b: SortKey): number {
  const differing = a.findIndex((part, index) => part !== b[index])
  if (differing === -1) return 0
  return a[differing]! < b[differing]! ? -1 : 1
}
