import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Json, JsonObject } from '../../model/json.js'
import type { ObjectReference } from '../../model/kubernetes-object.js'
import type { Connection } from './connection.js'
import { refusalOf } from './refusal.js'

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
export function discovery({ ask, server }: Connection): (kind: Kind) => Promise<Resource | undefined> {
  const cache = new Map<string, Promise<ReadonlyMap<string, Resource>>>()

  async function fetchKinds(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const { status, body } = await ask({ method: 'GET', path: rootOf(apiVersion) })
    if (status === 404) return new Map()
    // Any other answer says nothing of what is there: taken for a group without kinds, its objects would count as gone.
    if (status !== 200) throw new DiagnosticError(problem('K8S_FORBIDDEN', { server, action: `read the kinds of ${apiVersion}`, message: refusalOf(status, body).message }))
    return kindsOf(body)
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
