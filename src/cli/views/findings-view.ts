import type { GateReport } from '../../app/stacks/findings.js'
import { wordsFor } from '../../diagnostics/words.js'
import type { Language } from '../../model/labels.js'

export interface FindingsView {
  readonly report: GateReport
  readonly language: Language
  /** The output folder as the readers of the report find it: relative to the repository they look at, with forward slashes. */
  readonly folder: string
}

/** The catalog's sentences for one finding, holes filled. */
export function findingWords({ code, params, stack, resource }: GateReport['findings'][number], language: Language): ReturnType<typeof wordsFor> {
  return wordsFor(code, { ...params, stack, resource: resource ?? '-' }, language)
}

/** What is of no one stack is of the whole output. */
export function fileOf({ path }: { readonly path: string | null }, folder: string): string {
  return `${folder}/${path ?? 'manifest.json'}`
}
