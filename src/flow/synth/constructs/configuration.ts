import type { Construct } from 'constructs'
import { contentHash } from '../../../model/canonical.js'
import type { DatabaseAccess, SystemUnit, WorkloadUnit } from '../blueprint/units.js'
import { annotationKeys } from '../labels.js'
import { databaseClusterName, databaseServiceName, workloadName } from '../names.js'
import { ConfigMapV1 } from './kubernetes.js'
import type { SystemPlace } from './system.js'
import { elementId, workloadLabels } from './workload-labels.js'

/** What a program is told of its site; all else it is told is the same at both. */
const roleKey = 'SITE_ROLE'

export function configurationName(system: string, workload: string): string {
  return `${workloadName(system, workload)}-config`
}

/** What the program may know: names and settings, never addresses or secrets. */
export function defineConfiguration(scope: Construct, unit: SystemUnit, workload: WorkloadUnit, { namespace, after }: SystemPlace): ConfigMapV1 {
  return new ConfigMapV1(scope, elementId('config', unit, workload.name), {
    dependsOn: [after],
    metadata: { name: configurationName(unit.system, workload.name), namespace, labels: workloadLabels(unit, workload.name) },
    data: { ...settings(unit, workload), [roleKey]: unit.role },
  })
}

function settings({ system, databases }: SystemUnit, { config }: WorkloadUnit): Record<string, string> {
  return { SYSTEM: system, ...Object.fromEntries(databases.flatMap(databaseSettings)), ...config }
}

function databaseSettings({ id, product, port, cluster }: DatabaseAccess): [string, string][] {
  const prefix = variablePrefix(id)
  // CloudNativePG's service that leads to the server that takes writes.
  const host = cluster ? `${databaseClusterName(id)}-rw` : databaseServiceName(id)
  return [[`${prefix}_HOST`, host], [`${prefix}_PORT`, String(port)], [`${prefix}_PRODUCT`, product]]
}

export function variablePrefix(store: string): string {
  return store.toUpperCase().replaceAll('-', '_')
}

/**
 * Pods do not notice when a ConfigMap changes; with its hash on the pod's template they are replaced. The role is beside it, so that the
 * hash is the same at both sites and a promotion still rolls out.
 */
export function configurationAnnotations(unit: SystemUnit, workload: WorkloadUnit): Record<string, string> {
  return { [annotationKeys.config]: contentHash(settings(unit, workload)).replace(/^sha256:/, '').slice(0, 16), [annotationKeys.role]: unit.role }
}
