import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import type { ITerraformDependable } from 'cdktf'
import type { Construct } from 'constructs'
import { EndpointSliceV1, ServiceV1 } from './kubernetes.js'
import { variableIn } from './variable-in.js'

export interface ExternalService {
  name: string
  namespace: string
  after?: NamespaceV1
  labels: Record<string, string>
  /** Name of the variable that brings the address when the stack is applied: addresses of servers never enter the output. */
  addressVariable: string
  port: number
}

/**
 * A name inside the cluster for a server outside it: a Service without a selector and the slice that gives it an address.
 * Not ExternalName, which gateways support unevenly and which is discouraged for CVE-2021-25740.
 */
export function defineExternalService(scope: Construct, { name, namespace, after, labels, addressVariable, port }: ExternalService): void {
  const dependsOn: ITerraformDependable[] = after ? [after] : []
  const ordered = dependsOn.length > 0 ? { dependsOn } : {}
  const service = new ServiceV1(scope, name, {
    ...ordered,
    metadata: { name, namespace, labels },
    spec: { type: 'ClusterIP', port: [{ name: 'external', port, targetPort: String(port), protocol: 'TCP' }] },
    waitForLoadBalancer: false,
  })
  new EndpointSliceV1(scope, `${name}-addresses`, {
    dependsOn: [service],
    metadata: { name, namespace, labels: { ...labels, 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoint: [{ addresses: [variableIn(scope, addressVariable)], condition: { ready: true } }],
    port: [{ name: 'external', port: String(port), protocol: 'TCP', appProtocol: 'tcp' }],
  })
}
