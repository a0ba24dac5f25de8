import type { Json, JsonObject } from '../../../model/json.js'
import { adoptables } from '../adopt.js'
import { asObject, resourceAt, resourcesOf, text, type SynthesizedStack } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'

/**
 * A stack says what is to be and nothing else. What computes (`locals`, `dynamic`, `count`), reads (`data`), runs a program (`provisioner`) or
 * makes the tool forget (`removed`, `ignore_changes`) would do so past the gates, which read the file and evaluate nothing.
 */
export const unknownBlock: Gate = {
  id: 'unknown-block',
  code: 'STK_UNKNOWN_BLOCK',
  check: (stacks) => stacks.flatMap((stack) => {
    return [...strangeBlocks(stack), ...strangeAdoption(stack)].map((path) => blocks('unknown-block', { stack, resource: resourceAt(stack, path) }, { block: path.join('.') }))
  }),
}

type Path = readonly string[]

const topLevel: readonly string[] = ['//', 'terraform', 'provider', 'variable', 'resource']
const settings: readonly string[] = ['backend', 'required_providers']

/** Arguments of every resource that belong to the tool; `depends_on` only orders. */
const ofTheTool: readonly string[] = ['connection', 'count', 'for_each', 'provider', 'provisioner']

function strangeBlocks(stack: SynthesizedStack): Path[] {
  const { json } = stack
  return [
    ...others(json, topLevel).map((key) => [key]),
    ...others(asObject(json.terraform), settings).map((key) => ['terraform', key]),
    ...Object.entries(asObject(json.variable)).flatMap(([name, body]) => (isVariable(name, body) ? [] : [['variable', name]])),
    ...unlikeBlocks(json.resource),
    ...resourcesOf(stack).flatMap(({ type, id, body }) => strangeArguments(type, body).map((path) => ['resource', type, id, ...path])),
  ]
}

/** The tool takes lists in place of blocks as well; what is written so is read by no gate. */
function unlikeBlocks(resources: Json | undefined): Path[] {
  if (resources === undefined) return []
  if (!isBlock(resources)) return [['resource']]
  return Object.entries(resources).flatMap(([type, ofType]) => {
    if (!isBlock(ofType)) return [['resource', type]]
    return Object.entries(ofType).flatMap(([id, body]) => (isBlock(body) ? [] : [['resource', type, id]]))
  })
}

/** Where the kubeconfig is, and addresses: given by whoever applies. A default could be anything. */
function isVariable(name: string, body: Json | undefined): boolean {
  const { type, nullable, ...more } = asObject(body)
  return (name === 'kubeconfig' || name.endsWith('_address')) && type === 'string' && nullable === false && Object.keys(more).length === 0
}

function strangeArguments(type: string, body: JsonObject): Path[] {
  const lifecycle = body.lifecycle === undefined || JSON.stringify(body.lifecycle) === '{"prevent_destroy":true}'
  const wrong = [...ofTheTool.filter((key) => key in body), ...(lifecycle ? [] : ['lifecycle'])]
  const further = type === 'kubernetes_manifest' ? others(body, ['//', 'depends_on', 'lifecycle', 'manifest', ...wrong]) : []
  return [...[...wrong, ...further].map((key) => [key]), ...(hasDynamic(body) ? dynamicIn(body) : [])]
}

/** Nearly no stack has any: nothing is made on the way. */
function hasDynamic(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return (value as readonly Json[]).some(hasDynamic)
  for (const key in value) {
    const child = (value as JsonObject)[key]
    if ((key === 'dynamic' && typeof child === 'object') || hasDynamic(child)) return true
  }
  return false
}

/** Where blocks are made in a loop; a value that is named so is no block. */
function dynamicIn(value: Json | undefined): Path[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]: [string, Json | undefined]) => {
    if (key === 'dynamic' && typeof child === 'object') return [[key]]
    return dynamicIn(child).map((path) => [key, ...path])
  })
}

/** Beside a stack, imports of its own objects and moves to its own resources may be said. */
function strangeAdoption(stack: SynthesizedStack): Path[] {
  const { adoption } = stack
  if (adoption === undefined) return []
  if (!isBlock(adoption)) return [['adopt.tf.json']]
  const known = new Map(adoptables(stack, { addresses: [], tainted: [] }).map(({ address, id }) => [address, id]))
  const isImport = (entry: JsonObject): boolean => keysAre(entry, ['id', 'to']) && known.get(text(entry.to) ?? '') === entry.id
  const isMove = (entry: JsonObject): boolean => keysAre(entry, ['from', 'to']) && known.has(text(entry.to) ?? '') && typeOf(entry.from) === typeOf(entry.to)
  return [
    ...others(adoption, ['import', 'moved']).map((key) => [key]),
    ...(areAll(adoption.import, isImport) ? [] : [['import']]),
    ...(areAll(adoption.moved, isMove) ? [] : [['moved']]),
  ].map((path) => ['adopt.tf.json', ...path])
}

function areAll(list: Json | undefined, isOne: (entry: JsonObject) => boolean): boolean {
  return list === undefined || (Array.isArray(list) && (list as readonly Json[]).every((entry) => isOne(asObject(entry))))
}

function keysAre(entry: JsonObject, keys: readonly string[]): boolean {
  return Object.keys(entry).sort().join() === keys.join()
}

function typeOf(address: Json | undefined): string | undefined {
  return /^(\w+)\.[\w-]+$/.exec(text(address) ?? '')?.[1]
}

function isBlock(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function others(block: JsonObject, known: readonly string[]): string[] {
  return Object.keys(block).filter((key) => !known.includes(key))
}
