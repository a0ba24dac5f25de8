import type { Code } from '../../diagnostics/codes.js'
import { problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { HealthCheck, HealthReason } from '../../flow/verify/health/health.js'
import { objectName } from '../../model/kubernetes-object.js'

/** What a reason is told by; those of checks that pass are not told. */
const codes: Readonly<Partial<Record<HealthReason, Code>>> = {
  missing: 'K8S_OBJECT_MISSING',
  rolling: 'K8S_ROLLOUT_UNFINISHED',
  deadline_passed: 'K8S_ROLLOUT_FAILED',
  pods_refused: 'K8S_PODS_REFUSED',
  image_unavailable: 'K8S_IMAGE_UNAVAILABLE',
  setting_missing: 'K8S_POD_FAILING',
  crashing: 'K8S_POD_FAILING',
  unschedulable: 'K8S_POD_FAILING',
  no_address: 'K8S_NO_ADDRESS',
  expired: 'K8S_CERTIFICATE_BAD',
  not_yet_valid: 'K8S_CERTIFICATE_BAD',
  unreadable: 'K8S_CERTIFICATE_BAD',
  expires_soon: 'K8S_CERTIFICATE_EXPIRES',
  unbound: 'K8S_CLAIM_UNBOUND',
  lost: 'K8S_CLAIM_UNBOUND',
  full: 'K8S_QUOTA_FULL',
  nearly_full: 'K8S_QUOTA_NEAR',
  suspended_by_hand: 'K8S_SCHEDULE_STOPPED',
  last_run_failed: 'K8S_SCHEDULE_FAILED',
  not_accepted: 'K8S_ROUTE_REFUSED',
  not_allowed: 'K8S_CHECK_NOT_RUN',
  uncounted: 'K8S_CHECK_NOT_RUN',
}

/** Failed and missing checks as problems, passes with an issue as warnings. */
export function healthDiagnostics(site: string, checks: readonly HealthCheck[]): Diagnostic[] {
  return checks.filter(({ result }) => result !== 'pass').flatMap(({ object, result, reason, detail }) => {
    const code = codes[reason]
    const params = { site, object: objectName(object), reason, detail }
    return code === undefined ? [] : [result === 'pass_with_issue' ? warning(code, params) : problem(code, params)]
  })
}
