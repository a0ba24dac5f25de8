import type { Construct } from 'constructs'
import { podPort } from '../blueprint/ports.js'
import type { SystemUnit } from '../blueprint/units.js'
import { peersName, serviceName, workloadName } from '../names.js'
import { ServiceV1 } from './kubernetes.js'
import type { SystemPlace } from './system.js'
import { elementId, workloadLabels, workloadSelector } from './workload-labels.js'

/** The system's own name, under which clients and its route reach the workload that serves them; every other workload with ports has its own. */
export function defineServices(scope: Construct, unit: SystemUnit, place: SystemPlace): void {
  const { system, front, ports, workloads } = unit
  const others = workloads.filter(({ name, kind }) => name !== front && kind !== 'cron_job')
  defineService(scope, unit, place, { id: 'service', name: serviceName(system), workload: front, ports })
  for (const { name: workload, ports: own } of others.filter((other) => other.ports.length > 0)) {
    defineService(scope, unit, place, { id: elementId('service', unit, workload), name: serviceName(workloadName(system, workload)), workload, ports: own })
  }
  for (const { name } of workloads.filter(({ kind }) => kind === 'stateful_set')) definePeers(scope, unit, place, name)
}

interface Front {
  id: string
  name: string
  workload: string
  ports: readonly number[]
}

function defineService(scope: Construct, unit: SystemUnit, { namespace, after }: SystemPlace, { id, name, workload, ports }: Front): void {
  new ServiceV1(scope, id, {
    dependsOn: [after],
    metadata: { name, namespace, labels: workloadLabels(unit, workload) },
    spec: {
      type: 'ClusterIP',
      selector: workloadSelector(unit.system, workload),
      port: ports.map((port) => ({ name: `port-${port}`, port, targetPort: String(podPort(port)), protocol: 'TCP' })),
    },
    waitForLoadBalancer: false,
  })
}

/** Names of the single pods of a stateful set; also before they are ready, for they find each other to become so. */
function definePeers(scope: Construct, unit: SystemUnit, { namespace, after }: SystemPlace, workload: string): void {
  new ServiceV1(scope, elementId('peers', unit, workload), {
    dependsOn: [after],
    metadata: { name: peersName(unit.system, workload), namespace, labels: workloadLabels(unit, workload) },
    spec: { type: 'ClusterIP', clusterIp: 'None', publishNotReadyAddresses: true, selector: workloadSelector(unit.system, workload) },
    waitForLoadBalancer: false,
  })
}
