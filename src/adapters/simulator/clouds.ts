import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../../model/canonical.js'
import type { Json, JsonObject } from '../../model/json.js'
import { stackFiles } from '../../model/stack-files.js'

/** A cluster as a stack runner sees it: what is there, by the name the stacks' resources give it. */
export interface SimulatedCloud {
  /** What each object is described by. */
  readonly objects: Map<string, string>
  /** API versions whose kinds are not installed. */
  readonly absent: ReadonlySet<string>
}

export interface SimulatedResource {
  readonly address: string
  /** Names the object across stacks: two resources with one key describe the same object. */
  readonly key: string
  readonly body: string
  /** Of a manifest, which is looked up while it is planned. */
  readonly apiVersion: string | undefined
}

/** The resources of a stack in the order they are made: namespaces before what lies in them. */
export function resourcesIn(folder: string): readonly SimulatedResource[] {
  const { resource } = readObject(join(folder, stackFiles.configuration))
  const all = Object.entries(objectOf(resource)).flatMap(([type, ofType]) => {
    return Object.entries(objectOf(ofType)).map(([id, body]) => simulated(type, id, objectOf(body)))
  })
  return all.toSorted((a, b) => Number(isNamespace(b)) - Number(isNamespace(a)) || (a.address < b.address ? -1 : 1))
}

/** Addresses that an adoption in the folder imports; undefined where there is none. */
export function importsIn(folder: string): readonly string[] | undefined {
  try {
    const { import: imports } = readObject(join(folder, stackFiles.adoption))
    return Array.isArray(imports) ? imports.map((one) => String(objectOf(one)['to'])) : []
  } catch {
    return undefined
  }
}

function simulated(type: string, id: string, { manifest, ...body }: JsonObject): SimulatedResource {
  const described = objectOf(manifest ?? body)
  const { name, namespace } = objectOf(described['metadata'])
  const apiVersion = manifest === undefined ? undefined : String(described['apiVersion'])
  return { address: `${type}.${id}`, key: `${type} ${String(namespace ?? '')}/${String(name)}`, body: canonicalJson(described), apiVersion }
}

function isNamespace({ address }: SimulatedResource): boolean {
  return address.startsWith('kubernetes_namespace_v1.')
}

function readObject(file: string): JsonObject {
  return objectOf(JSON.parse(readFileSync(file, 'utf8')) as Json)
}

/** Blocks may be written once as an object or as a list of one. */
function objectOf(value: Json | undefined): JsonObject {
  const one: Json | undefined = Array.isArray(value) ? value[0] : value
  return typeof one === 'object' && one !== null ? (one as JsonObject) : {}
}
