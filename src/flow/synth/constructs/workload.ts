import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1/index.js'
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js'
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1/index.js'
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1/index.js'
import type { ITerraformDependable } from 'cdktf'
import type { Construct } from 'constructs'
import type { SystemUnit } from '../blueprint/units.js'
import { labelKeys } from '../labels.js'
import { boundedName, databaseServiceName } from '../names.js'
import { podSpec } from './pod.js'

export interface WorkloadPlace {
  namespace: string
  after: NamespaceV1
  labels: Record<string, string>
  image: { repository: string; digest: string }
}

export function defineWorkload(scope: Construct, unit: SystemUnit, place: WorkloadPlace): void {
  const { namespace, after, labels } = place
  const selector = { [labelKeys.app]: unit.system }
  const config = defineConfig(scope, unit, place)
  const volume = defineVolume(scope, unit, place)
  new DeploymentV1(scope, 'workload', {
    dependsOn: [after, config, ...(volume ? [volume] : [])],
    metadata: { name: boundedName(unit.system), namespace, labels },
    spec: {
      replicas: String(unit.replicas),
      selector: { matchLabels: selector },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '1', maxUnavailable: '0' } },
      progressDeadlineSeconds: 600,
      template: { metadata: { labels }, spec: podSpec(unit, place) },
    },
    // An applied rollout that fails is not tainted, so waiting here would stall the apply and still not tell: whoever applies reads health from the cluster.
    waitForRollout: false,
  })
  new PodDisruptionBudgetV1(scope, 'disruption', {
    dependsOn: [after],
    metadata: { name: boundedName(unit.system), namespace, labels },
    spec: { maxUnavailable: '1', selector: { matchLabels: selector } },
  })
}

/** What the application may know: names, never addresses or secrets. */
function defineConfig(scope: Construct, unit: SystemUnit, { namespace, after, labels }: WorkloadPlace): ConfigMapV1 {
  const databases = unit.databases.flatMap(({ id, product, port }) => {
    const prefix = id.toUpperCase().replaceAll('-', '_')
    return [[`${prefix}_HOST`, databaseServiceName(id)], [`${prefix}_PORT`, String(port)], [`${prefix}_PRODUCT`, product]] as const
  })
  return new ConfigMapV1(scope, 'config', {
    dependsOn: [after],
    metadata: { name: boundedName(unit.system, 'config'), namespace, labels },
    data: { SYSTEM: unit.system, SITE_ROLE: unit.site.role, ...Object.fromEntries(databases) },
  })
}

/** Files of the application; shared by its pods when there is more than one. */
function defineVolume(scope: Construct, unit: SystemUnit, { namespace, after, labels }: WorkloadPlace): ITerraformDependable | null {
  if (!unit.filesGb) return null
  return new PersistentVolumeClaimV1(scope, 'files', {
    dependsOn: [after],
    metadata: { name: boundedName(unit.system, 'files'), namespace, labels },
    spec: {
      accessModes: [unit.servingReplicas > 1 ? 'ReadWriteMany' : 'ReadWriteOnce'],
      storageClassName: unit.site.storageClass,
      resources: { requests: { storage: `${Math.ceil(unit.filesGb)}Gi` } },
    },
    // With a class that binds when a pod comes, waiting for the claim would wait for ever.
    waitUntilBound: false,
    lifecycle: { preventDestroy: true },
  })
}
