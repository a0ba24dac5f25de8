import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1/index.js'
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1/index.js'
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import type { Construct } from 'constructs'
import { podPort } from '../blueprint/ports.js'
import type { SystemUnit } from '../blueprint/units.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { boundedName, databaseServiceName, namespaces } from '../names.js'
import { defineExternalService } from './external-service.js'
import { defineTenancy } from './tenancy.js'
import { defineWorkload } from './workload.js'

/** A system's namespace with its openings, its service, its databases by name, and, when it has an image, what runs. */
export function defineSystem(scope: Construct, unit: SystemUnit): void {
  const namespace = namespaces.system(unit.system)
  const created = defineTenancy(scope, {
    namespace,
    site: unit.site,
    labels: namespaceLabels(unit),
    annotations: namespaceAnnotations(unit),
    size: unit.size,
    pods: unit.servingReplicas + 1,
    storageGib: Math.ceil(unit.filesGb ?? 0),
    rules: unit.rules,
  })
  defineFront(scope, unit, namespace, created)
  for (const { id, port } of unit.databases) {
    const name = databaseServiceName(id)
    defineExternalService(scope, { name, namespace, after: created, labels: ownLabels(unit), addressVariable: `${name.replaceAll('-', '_')}_address`, port })
  }
  if (unit.image) defineWorkload(scope, unit, { namespace, after: created, labels: ownLabels(unit), image: unit.image })
}

function namespaceLabels({ system, domain, facility, classification }: SystemUnit): Record<string, string> {
  return {
    [labelKeys.system]: system, [labelKeys.domain]: domain, [labelKeys.classification]: classification, ...(facility ? { [labelKeys.facility]: facility } : {}),
  }
}

function namespaceAnnotations({ assumed, unresolved }: SystemUnit): Record<string, string> {
  return {
    ...(assumed.length > 0 ? { [annotationKeys.assumed]: assumed.join(',') } : {}),
    ...(unresolved.length > 0 ? { [annotationKeys.unresolved]: unresolved.join(',') } : {}),
  }
}

function ownLabels({ system }: SystemUnit): Record<string, string> {
  return { [labelKeys.app]: system, [labelKeys.system]: system }
}

/** The address clients use, and the account pods run as; neither gets a token to the cluster. */
function defineFront(scope: Construct, unit: SystemUnit, namespace: string, after: NamespaceV1): void {
  const metadata = { name: boundedName(unit.system), namespace, labels: ownLabels(unit) }
  new ServiceAccountV1(scope, 'account', { dependsOn: [after], metadata, automountServiceAccountToken: false })
  new ServiceV1(scope, 'service', {
    dependsOn: [after],
    metadata,
    spec: {
      type: 'ClusterIP',
      selector: { [labelKeys.app]: unit.system },
      port: unit.ports.map((port) => ({ name: `port-${port}`, port, targetPort: String(podPort(port)), protocol: 'TCP' })),
    },
    waitForLoadBalancer: false,
  })
}
