import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf'
import type { IConstruct } from 'constructs'
import type { Json } from '../../../model/json.js'

const resolver = new DefaultTokenResolver(new StringConcat())

/** All that marks a token inside text: of a string, a list or a map (`TfToken[`), or of a number, which prints as `-1.88…e+289`. */
const marks = ['TfToken[', 'e+'] as const

/** Numbers that stand for tokens are below this one, which stands for a map of numbers. */
const smallestPlain = Number(Token.NUMBER_MAP_TOKEN_VALUE)

/**
 * What cdktf's own resolution gives, in one walk: it wraps every value of every level in a context of its own and tries five patterns
 * on each string, three times over the same data. Here plain data is only copied, without what is undefined; whatever may hold a
 * token goes to cdktf. `preparing` lets references to other stacks be declared.
 */
export function quickResolve(scope: IConstruct, value: unknown, preparing = false): Json | undefined {
  const slow = (part: unknown): Json | undefined => Tokenization.resolve(part, { scope, resolver, preparing }) as Json | undefined
  const walk = (part: unknown): Json | undefined => {
    if (typeof part === 'string') return isPlainText(part) ? part : slow(part)
    if (typeof part === 'boolean' || part === undefined || part === null) return part
    if (typeof part === 'number') return part > smallestPlain ? part : slow(part)
    if (Array.isArray(part)) return part.every(isPlainItem) ? part.map(walk).filter((item) => item !== undefined) : slow(part)
    return isPlainObject(part) ? walkObject(part) : slow(part)
  }
  const walkObject = (part: Readonly<Record<string, unknown>>): Json | undefined => {
    const result: Record<string, Json> = {}
    for (const key of Object.keys(part)) {
      if (!isPlainText(key)) return slow(part)
      const child = walk(part[key])
      if (child !== undefined) result[key] = child
    }
    return result
  }
  return walk(value)
}

function isPlainText(text: string): boolean {
  if (text === Token.STRING_MAP_TOKEN_VALUE || text === Token.ANY_MAP_TOKEN_VALUE) return false
  return !text.includes(marks[0]) && !text.includes(marks[1])
}

/** A token of a list is one item that stands for the whole of it. */
function isPlainItem(item: unknown): boolean {
  return typeof item === 'string' ? isPlainText(item) : typeof item !== 'number' || item > smallestPlain
}

/** Not a token, not a class of the library's own, nothing with a prototype of its own. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && typeof (value as { resolve?: unknown }).resolve !== 'function'
}
