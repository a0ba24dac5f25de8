import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { conditionOf, count, field, words } from './fields.js'
import type { HealthCheck, HealthLook, Seen } from './health.js'
import { workloadsIn } from './workloads.js'

type Judgement = Pick<HealthCheck, 'result' | 'reason' | 'detail' | 'pending'>

/**
 * What was applied last runs, with as many pods as are wanted. Read from what the controllers report, because an apply that ended well
 * says nothing of it: pods that are refused, and images that cannot be had, come after.
 */
export const rollout: HealthLook = (seen) => workloadsIn(seen.desired).flatMap((desired) => {
  const live = seen.live(referenceTo(desired))
  return live ? [{ check: 'rollout' as const, object: referenceTo(desired), ...judge(live, seen) }] : []
})

function judge(live: KubernetesObject, seen: Seen): Judgement {
  const { wanted, ready, updated } = countsOf(live)
  const detail = `${ready}/${wanted}`
  const isObserved = count(field(live, 'status', 'observedGeneration')) >= count(live.metadata['generation'])
  if (isObserved && ready >= wanted && updated >= wanted) return { result: 'pass', reason: 'rolled_out', detail, pending: false }
  const refused = isObserved ? refusalOf(live, seen) : undefined
  if (refused !== undefined) return { result: 'fail', reason: 'pods_refused', detail: refused, pending: isPassing(refused) }
  const progressing = conditionOf(field(live, 'status', 'conditions'), 'Progressing')
  const isLate = isObserved && progressing?.status === 'False'
  return { result: 'fail', reason: isLate ? 'deadline_passed' : 'rolling', detail: isLate ? `${detail}, ${progressing.message}` : detail, pending: !isLate }
}

function countsOf(live: KubernetesObject): { readonly wanted: number; readonly ready: number; readonly updated: number } {
  const status = (name: string): number => count(field(live, 'status', name))
  if (live.kind === 'DaemonSet') {
    return { wanted: status('desiredNumberScheduled'), ready: status('numberAvailable'), updated: status('updatedNumberScheduled') }
  }
  const wanted = field(live, 'spec', 'replicas')
  // A partition holds pods of a StatefulSet back on the old version on purpose.
  const held = live.kind === 'StatefulSet' ? count(field(live, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')) : 0
  return { wanted: typeof wanted === 'number' ? wanted : 1, ready: status('availableReplicas'), updated: status('updatedReplicas') + held }
}

/** In the server's words: over which quota, against which standard. Stateful sets tell it by events only. */
function refusalOf(live: KubernetesObject, seen: Seen): string | undefined {
  const failure = conditionOf(field(live, 'status', 'conditions'), 'ReplicaFailure')
  if (failure?.status === 'True') return failure.message
  if (live.kind === 'Deployment') return undefined
  const events = seen.inNamespace('Event', live.metadata.namespace ?? '').filter((event) => {
    return event['reason'] === 'FailedCreate' && field(event, 'involvedObject', 'uid') === live.metadata['uid']
  })
  const [newest] = events.toSorted((a, b) => (words(b['lastTimestamp']) < words(a['lastTimestamp']) ? -1 : 1))
  return newest && words(newest['message'])
}

/** A quota that is not counted yet, and a namespace whose account is not there yet, are so for a moment only. */
function isPassing(message: string): boolean {
  return /status unknown for quota|error looking up service account/.test(message)
}
