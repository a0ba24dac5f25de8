import type { Json, JsonObject } from '../../model/json.js'
import type { ObjectReference } from '../../model/kubernetes-object.js'
import type { Connection } from './connection.js'

type Kind = Pick<ObjectReference, 'apiVersion' | 'kind'>

/** Where a kind's objects are. */
export interface Resource {
  /** `deployments`, as paths name it. */
  readonly name: string
  readonly namespaced: boolean
}

/**
 * What kinds the server knows: one request per group and version, however many ask at once. A kind that is not there is looked for
 * again the next time, for its definition may have been installed meanwhile.
 */
export function discovery({ ask }: Connection): (kind: Kind) => Promise<Resource | undefined> {
  const cache = new Map<string, Promise<ReadonlyMap<string, Resource>>>()

  async function fetchKinds(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const { status, body } = await ask({ method: 'GET', path: rootOf(apiVersion) })
    return status === 200 ? kindsOf(body) : new Map()
  }

  return async function find({ apiVersion, kind }) {
    const known = cache.get(apiVersion) ?? fetchKinds(apiVersion)
    cache.set(apiVersion, known)
    const found = await known.then((kinds) => kinds.get(kind)).catch((fault: unknown) => {
      cache.delete(apiVersion)
      throw fault
    })
    if (!found) cache.delete(apiVersion)
    return found
  }
}

export function rootOf(apiVersion: string): string {
  return `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`
}

/** `deployments/status` and its like are parts of objects, not kinds. */
function kindsOf(body: Json): ReadonlyMap<string, Resource> {
  return new Map(objectsIn((body as JsonObject)['resources']).flatMap(({ kind, name, namespaced }) => {
    return typeof name === 'string' && !name.includes('/') ? [[String(kind), { name, namespaced: namespaced === true }] as const] : []
  }))
}

export function objectsIn(json: Json | undefined): readonly JsonObject[] {
  return Array.isArray(json) ? (json as readonly JsonObject[]) : []
}
