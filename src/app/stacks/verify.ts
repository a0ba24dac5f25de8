import { systemClock } from '../../adapters/system/clock.js'
import { hasErrors } from '../../diagnostics/diagnostic.js'
import type { HealthCheck } from '../../flow/verify/health/health.js'
import { isSettled, judgeHealth, worstOf } from '../../flow/verify/health/judge-health.js'
import { milliseconds, seconds, type Duration } from '../../model/duration.js'
import type { KubernetesObject } from '../../model/kubernetes-object.js'
import type { Clock } from '../../ports/clock.js'
import type { Cluster } from '../../ports/cluster.js'
import { prepare } from './prepared-stacks.js'
import { healthDiagnostics } from './health-diagnostics.js'
import { withPlace, type OpenPlace, type Outcome, type PlaceRequest, type SiteTools } from './open-place.js'
import { readHealth } from './read-health.js'
import { checkClusters } from './site-access.js'

export type { HealthCheck } from '../../flow/verify/health/health.js'

export interface WaitOptions {
  /** How long rollouts may take that are under way; 0 looks once. */
  readonly wait: Duration
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** Told after each look that was not the last. */
  readonly onWaiting?: (waiting: { readonly pending: number }) => void
}

export interface VerifyRequest extends PlaceRequest {
  readonly wait: Duration
  readonly onWaiting?: (waiting: { readonly site: string; readonly pending: number }) => void
}

type OpenRequest = Pick<VerifyRequest, 'wait' | 'onWaiting' | 'signal'>

/** What was found at one site. */
export interface SiteHealth {
  readonly site: string
  readonly result: HealthCheck['result']
  readonly checks: readonly HealthCheck[]
}

export interface Verified {
  readonly result: HealthCheck['result']
  readonly sites: readonly SiteHealth[]
}

/** Whether what the stacks hold runs, read from the clusters themselves. Nothing is changed. */
export async function verifyPlace(request: VerifyRequest, tools: SiteTools): Promise<Outcome<Verified>> {
  return withPlace(request, tools, { doing: 'verify', gated: false }, async (open) => {
    const wrong = await checkClusters(open.sites.values())
    return hasErrors(wrong) ? { diagnostics: wrong } : verifyOpen(open, request)
  })
}

/** The same for sites that are open: after an apply. */
export async function verifyOpen(open: Pick<OpenPlace, 'tasks' | 'sites'>, request: OpenRequest): Promise<Omit<Outcome<Verified>, 'sources'>> {
  const { wait, signal } = request
  const { prepared, diagnostics } = prepare(open)
  if (hasErrors(diagnostics)) return { diagnostics }
  const sites = await Promise.all([...open.sites.values()].map(async ({ target: { site }, cluster }) => {
    const objects = prepared.filter((stack) => stack.site === site).flatMap((stack) => stack.objects)
    const onWaiting: WaitOptions['onWaiting'] = (waiting) => request.onWaiting?.({ site, ...waiting })
    const checks = await verifyObjects(cluster, objects, { wait, clock: systemClock, ...(signal ? { signal } : {}), onWaiting })
    return { site, result: worstOf(checks), checks }
  }))
  const result = worstOf(sites.flatMap(({ checks }) => checks))
  return { diagnostics: sites.flatMap(({ site, checks }) => healthDiagnostics(site, checks)), result: { result, sites } }
}

/** Between two looks at the same cluster: rollouts take tens of seconds, and a look at 100 systems about one. */
const pause = seconds(2)

/** Looks at the objects of one cluster until nothing can change by waiting, or the time is over. */
export async function verifyObjects(cluster: Cluster, objects: readonly KubernetesObject[], options: WaitOptions): Promise<readonly HealthCheck[]> {
  const { wait, clock, signal, onWaiting } = options
  const end = clock.now() + wait
  for (;;) {
    const checks = judgeHealth(await readHealth(cluster, objects, clock.now()))
    const left = end - clock.now()
    if (isSettled(checks) || left <= 0 || signal?.aborted) return checks
    onWaiting?.({ pending: checks.filter(({ pending }) => pending).length })
    await clock.sleep(milliseconds(Math.min(pause, left)), signal)
  }
}
