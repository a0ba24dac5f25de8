import type { Json } from '../../../model/json.js'
import { asObject, resourceAt, resourcesOf, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import { blocks, type Gate } from './gate.js'

const secretKey = /(password|passwd|pwd|secret|token|credentials?|api[-_]?key|private[-_]?key|access[-_]?key|conn(ection)?[-_]?str(ing)?)$/i

/** User and password inside a URL; a private key in PEM. */
const secretValue = /:\/\/[^/\s:@]+:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** Whether the value of this key has to stay out of anything that is shown. */
export function namesSecret(key: string): boolean {
  return secretKey.test(key)
}

/** Whether a text holds a secret whatever it is called. */
export function holdsSecret(value: string): boolean {
  return secretValue.test(value)
}

/** What is synthesized is stored, shown and sent on: it may name a secret and never hold one. Findings hold the path, not the value. */
export const clearTextSecret: Gate = {
  id: 'clear-text-secret',
  code: 'STK_CLEAR_TEXT_SECRET',
  check: (stacks) => stacks.flatMap((stack) => [...secretObjects(stack), ...secretPaths(stack.json, []).map((path) => foundAt(stack, path))]),
}

const contents = ['data', 'string_data', 'binary_data']

function secretObjects(stack: SynthesizedStack): GateFinding[] {
  return resourcesOf(stack)
    .filter(({ type, body }) => /^kubernetes_secret(_v1)?(_data)?$/.test(type) && contents.some((key) => Object.keys(asObject(body[key])).length > 0))
    .map((resource) => blocks('clear-text-secret', { stack, resource }, { path: `resource.${resource.address}` }))
}

function secretPaths(value: Json | undefined, path: readonly string[]): string[][] {
  if (typeof value === 'string') return isSecret(path.at(-1) ?? '', value) ? [[...path]] : []
  if (typeof value !== 'object' || value === null) return []
  const named = asObject(value)
  const { name, value: content } = named
  const variable = typeof name === 'string' && typeof content === 'string' && isSecret(name, content) ? [[...path, name]] : []
  return [...variable, ...Object.entries(value).flatMap(([key, child]) => secretPaths(child, [...path, key]))]
}

/** A reference to a variable or resource is a name, not a value. */
function isSecret(key: string, value: string): boolean {
  if (holdsSecret(value)) return true
  return secretKey.test(key) && value !== '' && !/^\$\{[^}]*\}$/.test(value)
}

function foundAt(stack: SynthesizedStack, path: readonly string[]): GateFinding {
  return blocks('clear-text-secret', { stack, resource: resourceAt(stack, path) }, { path: path.join('.') })
}
