import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Json, JsonObject } from '../../../model/json.js'
import { lookBeside, repeatsKeys, type BesideStack } from './beside-stack.js'
import { readIfThere } from './files.js'

const manifestFile = z.object({
  stacks: z.record(z.string(), z.object({ name: z.string(), synthesizedStackPath: z.string(), dependencies: z.array(z.string()) })),
})

/** One stack as it lies on disk; what lies beside it is known where it was read from there. */
export interface SynthesizedStack extends Partial<BesideStack> {
  readonly name: string
  /** Relative to the output folder. */
  readonly path: string
  readonly dependencies: readonly string[]
  readonly json: JsonObject
  /** Whether there is no text, or none that says one thing: no JSON, or a key twice in one block, of which the tool takes both and whoever reads JSON the last. */
  readonly isUnreadable?: boolean
}

/** Reads `manifest.json` and every `cdk.tf.json` it names, in the order of the stacks' names: all that gates and runners know of stacks. */
export function readOutput(outdir: string): SynthesizedStack[] {
  const { stacks } = manifestFile.parse(readJson(join(outdir, 'manifest.json')))
  return Object.values(stacks)
    .map(({ name, synthesizedStackPath: path, dependencies }) => {
      const file = join(outdir, path)
      return { name, path, dependencies: [...dependencies].sort(), ...readStack(file), ...lookBeside(dirname(file)) }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Gates say what is wrong with a file, so that one broken file hides none of the others. */
function readStack(file: string): Pick<SynthesizedStack, 'json' | 'isUnreadable'> {
  const text = readIfThere(file)?.toString()
  if (text === undefined) return { json: {}, isUnreadable: true }
  try {
    const json = JSON.parse(text) as Json
    return { json: asObject(json), ...(repeatsKeys(text, json) ? { isUnreadable: true } : {}) }
  } catch {
    return { json: {}, isUnreadable: true }
  }
}

function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, 'utf8')) as Json
}

export function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** Blocks may be written once as an object or many times as a list. */
export function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}

/** The value below a path of keys; a list on the way stands for its first entry. */
export function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((current, key) => asObject(asList(current)[0])[key], value)
}

/** One resource of a stack. */
export interface Resource {
  readonly type: string
  readonly id: string
  /** `type.id`, as plans name it. */
  readonly address: string
  readonly body: JsonObject
}

const knownResources = new WeakMap<SynthesizedStack, readonly Resource[]>()

/** In the order of the file. Every gate asks: a stack is read once. */
export function resourcesOf(stack: SynthesizedStack): readonly Resource[] {
  const known = knownResources.get(stack) ?? readResources(stack)
  knownResources.set(stack, known)
  return known
}

function readResources({ json }: SynthesizedStack): readonly Resource[] {
  return Object.entries(asObject(json.resource)).flatMap(([type, resources]) =>
    Object.entries(asObject(resources)).map(([id, body]) => ({ type, id, address: `${type}.${id}`, body: asObject(body) })),
  )
}

/** The resource that a path of keys, `resource.<type>.<id>...`, leads into. */
export function resourceAt(stack: SynthesizedStack, [section, type, id]: readonly string[]): Resource | null {
  return resourcesOf(stack).find((resource) => section === 'resource' && resource.type === type && resource.id === id) ?? null
}

export function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** Name, namespace, labels and annotations of an object, also of one written as a plain manifest. */
export function metadataOf({ body }: Resource): { name: string | null; namespace: string | null; labels: JsonObject; annotations: JsonObject } {
  const metadata = asObject(asList(body.metadata ?? at(body.manifest, 'metadata'))[0])
  return { name: text(metadata.name), namespace: text(metadata.namespace), labels: asObject(metadata.labels), annotations: asObject(metadata.annotations) }
}
