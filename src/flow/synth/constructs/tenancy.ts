import { LimitRangeV1 } from '@cdktf/provider-kubernetes/lib/limit-range-v1/index.js'
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1/index.js'
import type { Construct } from 'constructs'
import type { AllowRule } from '../blueprint/allow-rule.js'
import { cpuQuantity, memoryQuantity } from '../blueprint/sizing.js'
import type { PodSize, Site } from '../blueprint/units.js'
import { labelKeys, podSecurityLabels } from '../labels.js'
import { defineNetworkPolicies } from './network-policies.js'

export interface Tenancy {
  namespace: string
  site: Site
  labels: Record<string, string>
  annotations?: Record<string, string>
  /** Size of one pod, and how many may run at once, the extra one of a rolling update included. */
  size: PodSize
  pods: number
  /** Volumes, in GiB. */
  storageGib: number
  rules: readonly AllowRule[]
}

/** A namespace and all that must be there before anything runs in it. */
export function defineTenancy(scope: Construct, tenancy: Tenancy): NamespaceV1 {
  const { namespace, site, labels, annotations } = tenancy
  const created = new NamespaceV1(scope, namespace, {
    metadata: {
      name: namespace,
      labels: { ...labels, ...podSecurityLabels, [labelKeys.site]: site.id, [labelKeys.role]: site.role, [labelKeys.managedBy]: 'qianyun' },
      ...(annotations && Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    lifecycle: { preventDestroy: true },
  })
  defineQuota(scope, created, tenancy)
  defineLimits(scope, created, tenancy)
  defineNetworkPolicies(scope, { namespace, after: created }, tenancy.rules)
  return created
}

function defineQuota(scope: Construct, after: NamespaceV1, { namespace, size, pods, storageGib }: Tenancy): void {
  const cpu = cpuQuantity(size.milliCpu * pods)
  const memory = memoryQuantity(size.memoryMib * pods)
  new ResourceQuotaV1(scope, `${namespace}-quota`, {
    dependsOn: [after],
    metadata: { name: 'quota', namespace },
    spec: {
      hard: {
        pods: String(pods),
        'requests.cpu': cpu, 'limits.cpu': cpu, 'requests.memory': memory, 'limits.memory': memory,
        'requests.storage': `${storageGib}Gi`,
        // A port on the nodes or a load balancer of its own would go round the gateway and its policies.
        'services.nodeports': '0', 'services.loadbalancers': '0',
      },
    },
    lifecycle: { preventDestroy: true },
  })
}

function defineLimits(scope: Construct, after: NamespaceV1, { namespace, size }: Tenancy): void {
  const pod = { cpu: cpuQuantity(size.milliCpu), memory: memoryQuantity(size.memoryMib) }
  new LimitRangeV1(scope, `${namespace}-limits`, {
    dependsOn: [after],
    metadata: { name: 'limits', namespace },
    spec: { limit: [{ type: 'Container', default: pod, defaultRequest: pod, max: pod }] },
  })
}
