import { objectName } from '../../../model/kubernetes-object.js'
import { certificates } from './certificates.js'
import { claims } from './claims.js'
import { endpoints } from './endpoints.js'
import { seenFrom, type Found, type HealthCheck, type HealthLook } from './health.js'
import { pods } from './pods.js'
import { present } from './present.js'
import { quota } from './quota.js'
import { rollout } from './rollout.js'
import { routes } from './routes.js'
import { schedules } from './schedules.js'

const looks: readonly HealthLook[] = [present, rollout, pods, endpoints, certificates, claims, quota, schedules, routes]

/** All checks of one cluster, in the order of the looks and, within one, of the desired objects. */
export function judgeHealth(found: Found): readonly HealthCheck[] {
  const seen = seenFrom(found)
  return looks.flatMap((look) => look(seen))
}

/** Whether waiting can change nothing any more: what is pending belongs to objects that have failed for good. */
export function isSettled(checks: readonly HealthCheck[]): boolean {
  const lost = new Set(checks.filter(({ result, pending }) => result === 'fail' && !pending).map(({ object }) => objectName(object)))
  return checks.filter(({ pending }) => pending).every((check) => lost.has(objectName(check.object)))
}

const gravest: readonly HealthCheck['result'][] = ['fail', 'not_run', 'pass_with_issue', 'pass']

/** As good as the worst check; where nothing was looked at, nothing has run. */
export function worstOf(checks: readonly HealthCheck[]): HealthCheck['result'] {
  return gravest.find((result) => checks.some((check) => check.result === result)) ?? 'not_run'
}
