import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { field, records, words } from './fields.js'
import type { HealthCheck, HealthLook } from './health.js'

/** Scheduled jobs run as the stacks say: nobody has suspended one by hand, and the last run ended well. */
export const schedules: HealthLook = (seen) => seen.desired.filter(({ kind }) => kind === 'CronJob').flatMap((desired) => {
  const live = seen.live(referenceTo(desired))
  return live ? [{ check: 'schedule' as const, object: referenceTo(desired), pending: false, ...judge(desired, live) }] : []
})

function judge(desired: KubernetesObject, live: KubernetesObject): Pick<HealthCheck, 'result' | 'reason' | 'detail'> {
  const detail = words(field(live, 'spec', 'schedule'))
  if (field(live, 'spec', 'suspend') === true) {
    const isWanted = field(desired, 'spec', 'suspend') === true
    return isWanted ? { result: 'pass', reason: 'suspended', detail } : { result: 'fail', reason: 'suspended_by_hand', detail }
  }
  const [scheduled, succeeded] = ['lastScheduleTime', 'lastSuccessfulTime'].map((name) => words(field(live, 'status', name)))
  if (!scheduled) return { result: 'pass', reason: 'not_due_yet', detail }
  const isRunning = records(field(live, 'status', 'active')).length > 0
  // Both are times of RFC 3339 in UTC without fractions, so their order is that of their texts.
  if (!isRunning && (succeeded ?? '') < scheduled) return { result: 'pass_with_issue', reason: 'last_run_failed', detail: scheduled }
  return { result: 'pass', reason: 'ran', detail: scheduled }
}
