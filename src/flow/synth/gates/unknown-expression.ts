import type { Json, JsonObject } from '../../../model/json.js'
import { asObject, resourceAt, type SynthesizedStack } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'

/** Gates read what is written and evaluate nothing: of expressions only a variable of the stack may stand in a text. */
export const unknownExpression: Gate = {
  id: 'unknown-expression',
  code: 'STK_UNKNOWN_EXPRESSION',
  check: (stacks) => stacks.flatMap((stack) => {
    const known = new Set(Object.keys(asObject(stack.json.variable)))
    return expressionsIn(sectionsOf(stack), known).map((path) => blocks('unknown-expression', { stack, resource: resourceAt(stack, path) }, { path: path.join('.') }))
  }),
}

/** `//` is a remark to the tool. */
function sectionsOf({ json }: SynthesizedStack): Json {
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== '//'))
}

/** Paths, never values: a secret may stand beside. Keys of a block may hold expressions as well. */
function expressionsIn(value: Json | undefined, known: ReadonlySet<string>): (readonly string[])[] {
  if (typeof value === 'string') return isPlain(value, known) ? [] : [[]]
  if (typeof value !== 'object' || value === null || !hasBrace(value)) return []
  return Object.entries(value).flatMap(([key, child]: [string, Json | undefined]) => {
    return [...(isPlain(key, known) ? [] : [[]]), ...expressionsIn(child, known).map((path) => [key, ...path])]
  })
}

/** Nearly no part of a stack has one: nothing is made on the way. */
function hasBrace(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes('{')
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return (value as readonly Json[]).some(hasBrace)
  for (const key in value) if (key.includes('{') || hasBrace((value as JsonObject)[key])) return true
  return false
}

/** `$${` and `%%{` stand for themselves. */
function isPlain(text: string, known: ReadonlySet<string>): boolean {
  if (!text.includes('{')) return true
  const left = text.replaceAll(/\$\$\{|%%\{/g, '').replaceAll(/\$\{var\.([A-Za-z0-9_-]+)\}/g, (all, name: string) => (known.has(name) ? '' : all))
  return !/[$%]\{/.test(left)
}
