import type { IConstruct } from 'constructs'
import type { Json } from '../../../model/json.js'
import { DefaultTokenResolver, StringConcat, Token, Tokenization } from './cdktf.js'

const resolver = new DefaultTokenResolver(new StringConcat())

/** All that marks a token inside text: of a string, a list or a map (`TfToken[`), or of a number, which prints as `-1.88…e+289`. */
const marks = ['TfToken[', 'e+'] as const

const mapTexts: readonly string[] = [Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE]

/** Numbers that stand for tokens are below this one, which stands for a map of numbers. */
const smallestPlain = Number(Token.NUMBER_MAP_TOKEN_VALUE)

export type Resolve = (value: unknown) => Json | undefined

/**
 * Gives what cdktf's own resolution gives, in one walk and with sorted keys: it wraps every value of every level in a context of its
 * own and tries five patterns on each string, three times over the same data. Here plain data is only copied, without what is
 * undefined; whatever may hold a token goes to cdktf, a text once, unless it is among those that are known. `preparing` lets references to
 * other stacks be declared.
 */
export function quickResolver(scope: IConstruct, preparing = false, known: ReadonlyMap<string, string> = new Map()): Resolve {
  const texts = new Map<string, Json | undefined>(known)
  const slow: Resolve = (value) => Tokenization.resolve(value, { scope, resolver, preparing }) as Json | undefined

  function slowText(text: string): Json | undefined {
    if (!texts.has(text)) texts.set(text, slow(text))
    return texts.get(text)
  }

  function walk(value: unknown): Json | undefined {
    if (typeof value === 'string') return isPlainText(value) ? value : slowText(value)
    if (typeof value === 'boolean' || value === undefined || value === null) return value
    if (typeof value === 'number') return value > smallestPlain ? value : slow(value)
    if (Array.isArray(value)) return value.some(isListToken) ? slow(value) : value.map(walk).filter((item) => item !== undefined)
    return isPlainObject(value) ? walkObject(value) : slow(value)
  }

  function walkObject(block: Readonly<Record<string, unknown>>): Json | undefined {
    const result: Record<string, Json> = {}
    for (const key of presentKeys(block)) {
      if (!isPlainText(key)) return slow(block)
      const child = walk(block[key])
      if (child !== undefined) result[key] = child
    }
    return result
  }

  return walk
}

/** Sorted. Classes list every attribute there is, and most are undefined. */
function presentKeys(block: Readonly<Record<string, unknown>>): string[] {
  const keys: string[] = []
  let isSorted = true
  for (const key of Object.keys(block)) {
    if (block[key] === undefined) continue
    isSorted &&= keys.length === 0 || keys[keys.length - 1]! < key
    keys.push(key)
  }
  return isSorted ? keys : keys.sort()
}

function isPlainText(text: string): boolean {
  return !text.includes(marks[0]) && !text.includes(marks[1]) && !mapTexts.includes(text)
}

/** A list that is a token is one item, which stands for the whole of it. */
function isListToken(item: unknown): boolean {
  return typeof item === 'string' ? item.includes(`#{${marks[0]}`) : typeof item === 'number' && item <= smallestPlain
}

/** Not a token, not a class of the library's own, nothing with a prototype of its own. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && typeof (value as { resolve?: unknown }).resolve !== 'function'
}
