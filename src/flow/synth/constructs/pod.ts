import type { DeploymentV1SpecTemplateSpec } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js'
import { podPort } from '../blueprint/ports.js'
import { cpuQuantity, memoryQuantity } from '../blueprint/sizing.js'
import type { SystemUnit } from '../blueprint/units.js'
import { labelKeys } from '../labels.js'
import { boundedName, priorityClassName, secretNames } from '../names.js'
import type { WorkloadPlace } from './workload.js'

/** Any number but 0; images that name a user by word would otherwise be refused under `runAsNonRoot`. */
const user = '10001'

/** A pod that Pod Security `restricted` admits. */
export function podSpec(unit: SystemUnit, place: WorkloadPlace): DeploymentV1SpecTemplateSpec {
  return {
    serviceAccountName: boundedName(unit.system),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: priorityClassName(unit.priority),
    ...(unit.architecture ? { nodeSelector: { 'kubernetes.io/arch': unit.architecture } } : {}),
    securityContext: { runAsNonRoot: true, runAsUser: user, fsGroup: user, seccompProfile: { type: 'RuntimeDefault' } },
    topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: [{ matchLabels: { [labelKeys.app]: unit.system } }],
    })),
    container: [containerOf(unit, place)],
    volume: [
      { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
      ...(unit.filesGb ? [{ name: 'files', persistentVolumeClaim: { claimName: boundedName(unit.system, 'files') } }] : []),
    ],
  }
}

function containerOf(unit: SystemUnit, { image }: WorkloadPlace) {
  const quantity = { cpu: cpuQuantity(unit.size.milliCpu), memory: memoryQuantity(unit.size.memoryMib) }
  const first = String(podPort(unit.ports[0]!))
  return {
    name: 'app',
    image: `${unit.site.registry}/${image.repository}@${image.digest}`,
    imagePullPolicy: 'IfNotPresent',
    port: unit.ports.map((port) => ({ name: `port-${port}`, containerPort: podPort(port), protocol: 'TCP' })),
    resources: { requests: quantity, limits: quantity },
    securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    envFrom: [{ configMapRef: { name: boundedName(unit.system, 'config') } }, { secretRef: { name: secretNames.application(unit.system), optional: true } }],
    env: unit.databases.flatMap(({ id }) => credentialsOf(unit.system, id)),
    // Old applications take minutes to come up: 60 tries of 5 s before the other probes count.
    startupProbe: { tcpSocket: [{ port: first }], periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { tcpSocket: [{ port: first }], periodSeconds: 5, failureThreshold: 3 },
    livenessProbe: { tcpSocket: [{ port: first }], periodSeconds: 20, failureThreshold: 3 },
    volumeMount: [{ name: 'tmp', mountPath: '/tmp' }, ...(unit.filesGb ? [{ name: 'files', mountPath: '/data' }] : [])],
  }
}

/** References only: the secrets themselves come to the cluster by another way than these stacks. */
function credentialsOf(system: string, store: string) {
  const prefix = store.toUpperCase().replaceAll('-', '_')
  const name = secretNames.database(system, store)
  return ['user', 'password'].map((key) => ({ name: `${prefix}_${key.toUpperCase()}`, valueFrom: { secretKeyRef: { name, key } } }))
}
