import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import type { Construct } from 'constructs'
import type { SystemUnit } from '../blueprint/units.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { addressVariables, boundedName, databaseServiceName, namespaces } from '../names.js'
import { ServiceAccountV1 } from './kubernetes.js'
import { defineDatabaseCluster } from './database-cluster.js'
import { defineExternalService } from './external-service.js'
import { defineServices } from './services.js'
import { defineTenancy } from './tenancy.js'
import { defineWorkload } from './workload.js'

/** Where everything of a system goes: the namespace's name is a plain value, the resource only gives the order. */
export interface SystemPlace {
  namespace: string
  after: NamespaceV1
}

/** A system's namespace with its openings, its services, its databases, and, when it has images, what runs. */
export function defineSystem(scope: Construct, unit: SystemUnit): void {
  const namespace = namespaces.system(unit.system)
  const { site, role, quota, rules } = unit
  const after = defineTenancy(scope, { namespace, site, role, labels: namespaceLabels(unit), annotations: namespaceAnnotations(unit), quota, rules })
  const place: SystemPlace = { namespace, after }
  new ServiceAccountV1(scope, 'account', {
    dependsOn: [after],
    metadata: { name: boundedName(unit.system), namespace, labels: systemLabels(unit) },
    automountServiceAccountToken: false,
  })
  defineServices(scope, unit, place)
  defineDatabases(scope, unit, place)
  for (const workload of unit.workloads) defineWorkload(scope, unit, workload, place)
}

function defineDatabases(scope: Construct, unit: SystemUnit, place: SystemPlace): void {
  for (const { id, port, cluster } of unit.databases) {
    const name = databaseServiceName(id)
    if (cluster) defineDatabaseCluster(scope, unit, { id, cluster }, place)
    else defineExternalService(scope, { ...place, name, labels: systemLabels(unit), addressVariable: addressVariables.database(unit.system, id), port })
  }
}

function namespaceLabels({ system, domain, facility, classification }: SystemUnit): Record<string, string> {
  return {
    [labelKeys.system]: system, [labelKeys.domain]: domain, [labelKeys.classification]: classification, ...(facility ? { [labelKeys.facility]: facility } : {}),
  }
}

function namespaceAnnotations({ site, assumed, unresolved, lacks }: SystemUnit): Record<string, string> {
  return {
    [annotationKeys.registries]: site.registries.join(','),
    ...(assumed.length > 0 ? { [annotationKeys.assumed]: assumed.join(',') } : {}),
    ...(unresolved.length > 0 ? { [annotationKeys.unresolved]: unresolved.join(',') } : {}),
    ...(lacks.length > 0 ? { [annotationKeys.lacks]: lacks.join(',') } : {}),
  }
}

function systemLabels({ system }: SystemUnit): Record<string, string> {
  return { [labelKeys.app]: system, [labelKeys.system]: system }
}
