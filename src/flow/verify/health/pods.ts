import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { conditionOf, field, records, words } from './fields.js'
import type { HealthCheck, HealthLook, HealthReason } from './health.js'
import { podsOf, workloadsIn } from './workloads.js'

/** What a container waits for, by the kubelet's words; the first attempt at an image may still be followed by a better one. */
const waiting: Readonly<Record<string, { readonly reason: HealthReason; readonly pending: boolean }>> = {
  ErrImagePull: { reason: 'image_unavailable', pending: true },
  ImagePullBackOff: { reason: 'image_unavailable', pending: false },
  ErrImageNeverPull: { reason: 'image_unavailable', pending: false },
  InvalidImageName: { reason: 'image_unavailable', pending: false },
  CreateContainerConfigError: { reason: 'setting_missing', pending: false },
  CrashLoopBackOff: { reason: 'crashing', pending: false },
}

/** No pod of a workload is held up; the reason is told by the first that is. Workloads without pods are judged by their rollout. */
export const pods: HealthLook = (seen) => workloadsIn(seen.desired).flatMap((workload) => {
  const running = podsOf(workload, seen)
  if (running.length === 0) return []
  const base = { check: 'pods' as const, object: referenceTo(workload) }
  const held = running.flatMap(heldUp)
  return [held[0] ? { ...base, ...held[0] } : { ...base, result: 'pass' as const, reason: 'running' as const, detail: String(running.length), pending: false }]
})

type Held = Pick<HealthCheck, 'result' | 'reason' | 'detail' | 'pending'>

function heldUp(pod: KubernetesObject): Held[] {
  const statuses = [...records(field(pod, 'status', 'initContainerStatuses')), ...records(field(pod, 'status', 'containerStatuses'))]
  const byContainer = statuses.flatMap((status): Held[] => {
    const reason = words(field(status, 'state', 'waiting', 'reason'))
    const known = waiting[reason]
    return known ? [{ result: 'fail', ...known, detail: `${pod.metadata.name}: ${reason} ${words(status['image'])}` }] : []
  })
  const scheduled = conditionOf(field(pod, 'status', 'conditions'), 'PodScheduled')
  if (scheduled?.status !== 'False') return byContainer
  return [...byContainer, { result: 'fail', reason: 'unschedulable', pending: true, detail: `${pod.metadata.name}: ${scheduled.message}` }]
}
