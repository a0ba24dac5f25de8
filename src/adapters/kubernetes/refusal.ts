import type { Json, JsonObject } from '../../model/json.js'
import type { Refusal, RefusalReason } from '../../ports/cluster.js'

/** In the words of the server, for its statuses are the same for quota, Pod Security and missing rights (403). */
const words: readonly (readonly [RegExp, RefusalReason])[] = [
  [/exceeded quota|must specify (?:limits|requests)\.|failed quota/, 'quota'],
  [/violates PodSecurity/, 'pod_security'],
  [/^namespaces ".*" not found$|because it is being terminated/, 'namespace_missing'],
  [/failed to create typed patch object|strict decoding error|unable to convert/, 'invalid'],
]

/** From the `Status` that an API server answers instead of the object. */
export function refusalOf(status: number, body: Json): Refusal {
  const { message, reason } = body as JsonObject
  const said = typeof message === 'string' ? message : `HTTP ${status}`
  return { reason: words.find(([pattern]) => pattern.test(said))?.[1] ?? byStatus(status, reason), message: said }
}

function byStatus(status: number, reason: Json | undefined): RefusalReason {
  if (status === 403) return 'forbidden'
  if (status === 409) return reason === 'AlreadyExists' ? 'exists' : 'conflict'
  return status === 400 || status === 422 ? 'invalid' : 'other'
}
