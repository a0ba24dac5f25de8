import type { Construct } from 'constructs'
import type { AllowRule } from '../blueprint/allow-rule.js'
import { cpuQuantity, memoryQuantity } from '../blueprint/sizing.js'
import type { Quota, Site, SiteRole } from '../blueprint/units.js'
import { labelKeys, podSecurityLabels } from '../labels.js'
import { LimitRangeV1, NamespaceV1, ResourceQuotaV1 } from './kubernetes.js'
import { defineNetworkPolicies } from './network-policies.js'

export interface Tenancy {
  namespace: string
  site: Site
  labels: Record<string, string>
  annotations?: Record<string, string>
  /** The site's part where nothing is said. */
  role?: SiteRole
  quota: Quota
  rules: readonly AllowRule[]
}

/** A namespace and all that must be there before anything runs in it. */
export function defineTenancy(scope: Construct, tenancy: Tenancy): NamespaceV1 {
  const { namespace, site, labels, annotations } = tenancy
  const created = new NamespaceV1(scope, namespace, {
    metadata: {
      name: namespace,
      labels: { ...labels, ...podSecurityLabels, [labelKeys.site]: site.id, [labelKeys.role]: tenancy.role ?? site.role, [labelKeys.managedBy]: 'qianyun' },
      ...(annotations && Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    lifecycle: { preventDestroy: true },
  })
  defineQuota(scope, created, tenancy)
  defineLimits(scope, created, tenancy)
  defineNetworkPolicies(scope, { namespace, after: created }, tenancy.rules)
  return created
}

function defineQuota(scope: Construct, after: NamespaceV1, { namespace, quota }: Tenancy): void {
  const { pods, requests, limits, storageGib } = quota
  new ResourceQuotaV1(scope, `${namespace}-quota`, {
    dependsOn: [after],
    metadata: { name: 'quota', namespace },
    spec: {
      hard: {
        pods: String(pods),
        'requests.cpu': cpuQuantity(requests.milliCpu), 'limits.cpu': cpuQuantity(limits.milliCpu),
        'requests.memory': memoryQuantity(requests.memoryMib), 'limits.memory': memoryQuantity(limits.memoryMib),
        'requests.storage': `${storageGib}Gi`,
        // A port on the nodes or a load balancer of its own would go round the gateway and its policies.
        'services.nodeports': '0', 'services.loadbalancers': '0',
      },
    },
    lifecycle: { preventDestroy: true },
  })
}

/** For containers that say nothing, which a quota would otherwise refuse; and no container may be larger than the largest declared one. */
function defineLimits(scope: Construct, after: NamespaceV1, { namespace, quota: { largest } }: Tenancy): void {
  const pod = { cpu: cpuQuantity(largest.milliCpu), memory: memoryQuantity(largest.memoryMib) }
  new LimitRangeV1(scope, `${namespace}-limits`, {
    dependsOn: [after],
    metadata: { name: 'limits', namespace },
    spec: { limit: [{ type: 'Container', default: pod, defaultRequest: pod, max: pod }] },
  })
}
