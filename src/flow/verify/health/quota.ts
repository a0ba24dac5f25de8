import { quantityOf } from '../../../model/quantity.js'
import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { field, record, words } from './fields.js'
import type { HealthCheck, HealthLook, Seen } from './health.js'

/** From here on there is hardly room for the extra pod of a rolling update. */
const nearlyFull = 0.9

/** There is room left in every quota. Storage that the stacks' own claims fill to the brim is meant to be so: claims do not surge. */
export const quota: HealthLook = (seen) => seen.desired.filter(({ kind }) => kind === 'ResourceQuota').flatMap((desired) => {
  const live = seen.live(referenceTo(desired))
  return live ? [{ check: 'quota' as const, object: referenceTo(desired), ...judge(live, seen) }] : []
})

function judge(live: KubernetesObject, seen: Seen): Pick<HealthCheck, 'result' | 'reason' | 'detail' | 'pending'> {
  const hard = record(field(live, 'status', 'hard'))
  const used = record(field(live, 'status', 'used'))
  if (Object.keys(hard).length === 0) return { result: 'not_run', reason: 'uncounted', detail: '', pending: true }
  const shares = Object.keys(hard).sort().map((name) => {
    return { name, share: shareOf(hard[name], used[name]), detail: `${name} ${words(used[name])}/${words(hard[name])}` }
  })
  const isClaimed = claimed(live, seen.desired) >= (quantityOf(words(used['requests.storage'])) ?? 0)
  const byDesign = shares.filter(({ name, share }) => share >= 1 && name === 'requests.storage' && isClaimed)
  const [fullest] = shares.filter((one) => !byDesign.includes(one)).toSorted((a, b) => b.share - a.share)
  const detail = fullest?.detail ?? ''
  if (fullest && fullest.share >= 1) return { result: 'fail', reason: 'full', detail, pending: isEmptying(live, seen) }
  if (fullest && fullest.share >= nearlyFull) return { result: 'pass_with_issue', reason: 'nearly_full', detail, pending: false }
  return { result: 'pass', reason: byDesign.length > 0 ? 'filled_by_design' : 'room', detail, pending: false }
}

/** Pods on their way out count until they are gone, and the count itself comes late: after a rolling update a quota is full for a moment. */
function isEmptying(live: KubernetesObject, seen: Seen): boolean {
  const here = seen.inNamespace('Pod', live.metadata.namespace ?? '')
  const pods = here.filter((pod) => !/^(Succeeded|Failed)$/.test(words(field(pod, 'status', 'phase'))))
  const counted = quantityOf(words(field(live, 'status', 'used', 'pods'))) ?? 0
  return pods.length < counted || pods.some(({ metadata }) => metadata['deletionTimestamp'] !== undefined)
}

/** A limit of 0 forbids a kind; it is not full. */
function shareOf(hard: unknown, used: unknown): number {
  const [limit, taken] = [hard, used].map((value) => quantityOf(String(value ?? '0')) ?? 0)
  return limit === 0 ? 0 : taken! / limit!
}

/** Bytes that the claims of the stacks ask for in the quota's namespace. */
function claimed({ metadata: { namespace } }: KubernetesObject, desired: readonly KubernetesObject[]): number {
  const here = desired.filter(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.namespace === namespace)
  return here.reduce((sum, claim) => sum + (quantityOf(words(field(claim, 'spec', 'resources', 'requests', 'storage'))) ?? 0), 0)
}
