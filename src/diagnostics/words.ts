import type { Language } from '../model/labels.js'
import type { Code } from './codes.js'
import { entryOf } from './codes.js'
import type { Params } from './diagnostic.js'

/** The catalog's sentences for a code, holes filled; a hole without a value stays visible as `{name}`. */
export function wordsFor(code: Code, params: Params, language: Language): { what: string; why: string; fix: string } {
  const { what, why, fix } = entryOf(code)[language]
  return { what: fill(what, params), why: fill(why, params), fix: fill(fix, params) }
}

/** A sentence with its `{name}` holes filled; a hole without a value stays as it is. */
export function fill(sentence: string, params: Readonly<Record<string, string | number | boolean | null>>): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole))
}
