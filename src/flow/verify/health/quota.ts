import type { Json } from '../../../model/json.js'
import { quantityOf } from '../../../model/quantity.js'
import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { field, record, records, words } from './fields.js'
import type { HealthCheck, HealthLook, Seen } from './health.js'
import { workloadsIn } from './workloads.js'

/** From here on there is hardly room for the extra pod of a rolling update. */
const nearlyFull = 0.9

/**
 * There is room left in every quota. What the stacks' own claims fill to the brim is meant to be so, and so is what pods fill that are
 * replaced one by one: neither surges.
 */
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
  const isStated = (name: string): boolean => (quantityOf(words(used[name])) ?? 0) <= statedUse(name, live, seen.desired) * (1 + rounding)
  const byDesign = shares.filter(({ name, share }) => share >= 1 && isStated(name))
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

/** Sums of thousandths are a little off in binary. */
const rounding = 1e-9

/** What the stacks' own objects take of an amount of the quota; of pods 0 where one of them would start another before it leaves. */
function statedUse(name: string, { metadata: { namespace } }: KubernetesObject, desired: readonly KubernetesObject[]): number {
  const here = desired.filter(({ metadata }) => metadata.namespace === namespace)
  if (name === 'requests.storage') return total(here.map(claimed))
  const running = workloadsIn(here)
  return running.some(surges) ? 0 : total(running.map((workload) => replicasOf(workload) * ofPod(name, workload)))
}

/** Bytes of a claim, or of those that a stateful set makes for its pods. */
function claimed(object: KubernetesObject): number {
  const bytes = (claim: Json): number => quantityOf(words(field(claim, 'spec', 'resources', 'requests', 'storage'))) ?? 0
  if (object.kind === 'PersistentVolumeClaim') return bytes({ spec: object['spec'] ?? null })
  return replicasOf(object) * total(records(field(object, 'spec', 'volumeClaimTemplates')).map(bytes))
}

function surges(workload: KubernetesObject): boolean {
  return workload.kind !== 'StatefulSet' && field(workload, 'spec', 'strategy', 'type') !== 'Recreate'
}

/** `requests.cpu` of all containers of one pod. */
function ofPod(name: string, workload: KubernetesObject): number {
  if (name === 'pods') return 1
  const containers = records(field(workload, 'spec', 'template', 'spec', 'containers'))
  return total(containers.map((container) => quantityOf(words(field(container, 'resources', ...name.split('.')))) ?? 0))
}

function replicasOf(workload: KubernetesObject): number {
  const replicas = field(workload, 'spec', 'replicas')
  return typeof replicas === 'number' ? replicas : 1
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
