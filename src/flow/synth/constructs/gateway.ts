import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import type { Construct } from 'constructs'
import type { Site } from '../blueprint/units.js'
import { labelKeys } from '../labels.js'
import { gatewayName, namespaces, secretNames } from '../names.js'
import { Manifest } from './kubernetes.js'

interface DomainGateway {
  domain: string
  site: Site
  after: NamespaceV1
}

/**
 * The gateway of a domain, which its systems' routes attach to and those of no other domain. Only where the cluster states a class:
 * planning it asks the API server for the type, so the Gateway API has to be installed before. The certificate is a reference.
 */
export function defineGateway(scope: Construct, { domain, site, after }: DomainGateway): void {
  if (site.gatewayClass === null) return
  const allowedRoutes = { namespaces: { from: 'Selector', selector: { matchLabels: { [labelKeys.domain]: domain } } } }
  const certificate = { group: '', kind: 'Secret', name: secretNames.gateway }
  new Manifest(scope, 'gateway', {
    dependsOn: [after],
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: gatewayName, namespace: namespaces.domain(domain), labels: { [labelKeys.domain]: domain } },
      spec: {
        gatewayClassName: site.gatewayClass,
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
          { name: 'https', port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [certificate] }, allowedRoutes },
        ],
      },
    },
  })
}
