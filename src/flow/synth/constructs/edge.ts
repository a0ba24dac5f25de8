import type { Construct } from 'constructs'
import type { EdgeUnit } from '../blueprint/units.js'
import { labelKeys } from '../labels.js'
import { addressVariables, gatewayName, namespaces, serviceName } from '../names.js'
import { Manifest } from './kubernetes.js'
import { defineExternalService } from './external-service.js'

/**
 * One route with both sides behind it, so that a cutover, and its way back, is one changed weight. Planning it asks the API
 * server for the route's type: it is planned only when the Gateway API is installed at the site.
 */
export function defineEdge(scope: Construct, { system, domain, hostnames, port, weight }: EdgeUnit): void {
  const namespace = namespaces.system(system)
  const name = serviceName(system)
  const legacy = serviceName(system, 'legacy')
  const labels = { [labelKeys.system]: system }
  defineExternalService(scope, { name: legacy, namespace, labels, addressVariable: addressVariables.legacy(system), port })
  new Manifest(scope, 'route', {
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name, namespace, labels },
      spec: {
        parentRefs: [{ name: gatewayName, namespace: namespaces.domain(domain) }],
        hostnames,
        rules: [{ backendRefs: [{ name, port, weight }, { name: legacy, port, weight: 100 - weight }] }],
      },
    },
  })
}
