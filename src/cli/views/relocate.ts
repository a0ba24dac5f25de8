import { join, relative, sep } from 'node:path'
import type { Diagnostic } from '../../diagnostics/diagnostic.js'

/** A path of the root as the reader has to type it: relative to the working directory. */
export function fromHere(root: string, cwd: string, path: string): string {
  return root === cwd ? path : relative(cwd, join(root, path)).split(sep).join('/')
}

export function relocated(diagnostics: readonly Diagnostic[], root: string, cwd: string): Diagnostic[] {
  return diagnostics.map((diagnostic) => (diagnostic.at === undefined
    ? diagnostic
    : { ...diagnostic, at: { ...diagnostic.at, file: fromHere(root, cwd, diagnostic.at.file) } }))
}

export function relocatedSources(sources: ReadonlyMap<string, string>, root: string, cwd: string): Map<string, string> {
  return new Map([...sources].map(([path, text]) => [fromHere(root, cwd, path), text]))
}
