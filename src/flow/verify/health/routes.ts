import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { conditionOf, field, records } from './fields.js'
import type { HealthCheck, HealthLook } from './health.js'

/** Whether the gateways took the routes. Where no controller reports anything there is nothing to read, and nothing is said. */
export const routes: HealthLook = (seen) => seen.desired.filter(({ kind }) => kind === 'HTTPRoute').flatMap((desired) => {
  const live = seen.live(referenceTo(desired))
  return live ? judged(live).map((judgement) => ({ check: 'route' as const, object: referenceTo(desired), pending: false, ...judgement })) : []
})

function judged(route: KubernetesObject): Pick<HealthCheck, 'result' | 'reason' | 'detail'>[] {
  const parents = records(field(route, 'status', 'parents'))
  const conditions = parents.flatMap((parent) => ['Accepted', 'ResolvedRefs'].flatMap((type) => conditionOf(parent['conditions'], type) ?? []))
  if (conditions.length === 0) return []
  const refused = conditions.find(({ status }) => status === 'False')
  if (refused) return [{ result: 'fail', reason: 'not_accepted', detail: `${refused.reason}: ${refused.message}` }]
  return [{ result: 'pass', reason: 'accepted', detail: '' }]
}
