import type { Json, JsonObject } from '../../../model/json.js'
import { holdsSecret, namesSecret } from '../../../model/secret-words.js'
import { asList, asObject, resourceAt, resourcesOf, type Resource, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import { blocks, type Gate } from './gate.js'

/** What is synthesized is stored, shown and sent on: it may name a secret and never hold one. Findings hold the path, not the value. */
export const clearTextSecret: Gate = {
  id: 'clear-text-secret',
  code: 'STK_CLEAR_TEXT_SECRET',
  check: (stacks) => stacks.flatMap((stack) => [...secretObjects(stack), ...secretPaths(stack.json).map((path) => foundAt(stack, path))]),
}

const contents = ['data', 'string_data', 'stringData', 'binary_data', 'data_wo', 'binary_data_wo']

function secretObjects(stack: SynthesizedStack): GateFinding[] {
  return resourcesOf(stack)
    .filter((resource) => contents.some((key) => Object.keys(asObject(secretOf(resource)[key])).length > 0))
    .map((resource) => blocks('clear-text-secret', { stack, resource }, { path: `resource.${resource.address}` }))
}

/** The block that holds a secret's contents, typed or in a manifest; empty for anything else. */
function secretOf({ type, body }: Resource): JsonObject {
  if (/^kubernetes_secret(_v1)?(_data)?$/.test(type)) return body
  const manifest = asObject(asList(body.manifest)[0])
  return manifest.kind === 'Secret' ? manifest : {}
}

/** Adds to `found`. `path` grows and shrinks on the way: nearly no value is a secret, and no path is made for the others. */
function secretPaths(value: Json | undefined, path: string[] = [], found: string[][] = []): string[][] {
  if (typeof value === 'string') {
    if (isSecret(path.at(-1) ?? '', value)) found.push([...path])
  } else if (typeof value === 'object' && value !== null) {
    const { name, value: content } = asObject(value)
    if (typeof name === 'string' && typeof content === 'string' && isSecret(name, content)) found.push([...path, name])
    for (const [key, child] of Object.entries(value)) {
      path.push(key)
      secretPaths(child, path, found)
      path.pop()
    }
  }
  return found
}

/** A reference to a variable or resource is a name, not a value. */
function isSecret(key: string, value: string): boolean {
  if (holdsSecret(value)) return true
  return namesSecret(key) && value !== '' && !/^\$\{[^}]*\}$/.test(value)
}

function foundAt(stack: SynthesizedStack, path: readonly string[]): GateFinding {
  return blocks('clear-text-secret', { stack, resource: resourceAt(stack, path) }, { path: path.join('.') })
}
