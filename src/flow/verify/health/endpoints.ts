import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { field, record, records, selects } from './fields.js'
import type { HealthCheck, HealthLook, Seen } from './health.js'
import { workloadsIn } from './workloads.js'

/** Whoever calls a service reaches somebody, unless the stacks want no pods behind it: a cold standby, a system that is not there yet. */
export const endpoints: HealthLook = (seen) => seen.desired.filter(({ kind }) => kind === 'Service').flatMap((service) => {
  const object = referenceTo(service)
  return seen.live(object) ? [{ check: 'endpoints' as const, object, ...judge(service, seen) }] : []
})

function judge(service: KubernetesObject, seen: Seen): Pick<HealthCheck, 'result' | 'reason' | 'detail' | 'pending'> {
  const addresses = readyAddresses(service, seen)
  const detail = String(addresses)
  if (addresses > 0) return { result: 'pass', reason: 'addressed', detail, pending: false }
  if (wantsPods(service, seen.desired)) return { result: 'fail', reason: 'no_address', detail, pending: true }
  return { result: 'pass', reason: 'standby', detail, pending: false }
}

/** An endpoint that does not say whether it is ready counts as ready, as for the cluster's own proxies. */
function readyAddresses({ metadata: { name, namespace = '' } }: KubernetesObject, seen: Seen): number {
  const slices = seen.inNamespace('EndpointSlice', namespace).filter(({ metadata: { labels } }) => labels?.['kubernetes.io/service-name'] === name)
  const ready = slices.flatMap((slice) => records(slice['endpoints'])).filter((endpoint) => field(endpoint, 'conditions', 'ready') !== false)
  return ready.reduce((sum, endpoint) => sum + (Array.isArray(endpoint['addresses']) ? endpoint['addresses'].length : 0), 0)
}

/** A service without a selector stands for servers outside, whose addresses are part of the stacks. */
function wantsPods(service: KubernetesObject, desired: readonly KubernetesObject[]): boolean {
  const selector = field(service, 'spec', 'selector')
  if (selector === undefined) return true
  const behind = workloadsIn(desired).filter((workload) => workload.metadata.namespace === service.metadata.namespace)
  return behind.some((workload) => {
    return field(workload, 'spec', 'replicas') !== 0 && selects(selector, record(field(workload, 'spec', 'template', 'metadata', 'labels')))
  })
}
