import type { DeploymentV1SpecTemplateSpec, DeploymentV1SpecTemplateSpecContainer } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js'
import { podPort } from '../blueprint/ports.js'
import { cpuQuantity, memoryQuantity } from '../blueprint/sizing.js'
import type { DatabaseAccess, PodSize, Probe, SecretUse, SystemUnit, WorkloadUnit } from '../blueprint/units.js'
import { boundedName, priorityClassName, secretNames } from '../names.js'
import { configurationName, variablePrefix } from './configuration.js'
import { podVolumes, volumeMounts } from './volumes.js'
import { workloadSelector } from './workload-labels.js'

/** Any number but 0; images that name a user by word would otherwise be refused under `runAsNonRoot`. */
const user = '10001'

/** A pod that Pod Security `restricted` admits, the same for everything that runs. */
export function podSpec(unit: SystemUnit, workload: WorkloadUnit): DeploymentV1SpecTemplateSpec {
  const scheduled = workload.kind === 'cron_job'
  return {
    serviceAccountName: boundedName(unit.system),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: priorityClassName(scheduled ? 'batch' : unit.priority),
    ...(scheduled ? { restartPolicy: 'Never' } : {}),
    ...(Object.keys(unit.nodeSelector).length > 0 ? { nodeSelector: { ...unit.nodeSelector } } : {}),
    securityContext: { runAsNonRoot: true, runAsUser: user, fsGroup: user, seccompProfile: { type: 'RuntimeDefault' } },
    topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: [{ matchLabels: workloadSelector(unit.system, workload.name) }],
    })),
    container: [containerOf(unit, workload)],
    volume: podVolumes(unit, workload),
  }
}

function containerOf(unit: SystemUnit, workload: WorkloadUnit): DeploymentV1SpecTemplateSpecContainer {
  const { image, ports, requests, limits, command, args, secrets } = workload
  return {
    name: 'app',
    image: `${unit.site.registry}/${image.repository}@${image.digest}`,
    imagePullPolicy: 'IfNotPresent',
    ...(command.length > 0 ? { command: [...command] } : {}),
    ...(args.length > 0 ? { args: [...args] } : {}),
    ...(ports.length > 0 ? { port: ports.map((port) => ({ name: `port-${port}`, containerPort: podPort(port), protocol: 'TCP' })) } : {}),
    resources: { requests: quantities(requests), limits: quantities(limits) },
    // On the container itself: what it leaves out the provider fills with false and `true`, and that overrides the pod's.
    securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    envFrom: [
      { configMapRef: { name: configurationName(unit.system, workload.name) } },
      { secretRef: { name: secretNames.application(unit.system), optional: true } },
    ],
    env: [...unit.databases.flatMap((database) => credentialsOf(unit.system, database)), ...secrets.flatMap(variableOf)],
    ...(workload.probe ? probes(workload.probe) : {}),
    volumeMount: volumeMounts(workload),
  }
}

function quantities({ milliCpu, memoryMib }: PodSize): Record<string, string> {
  return { cpu: cpuQuantity(milliCpu), memory: memoryQuantity(memoryMib) }
}

/** Old applications take minutes to come up: 60 tries of 5 s before the other probes count. */
function probes(probe: Probe): Pick<DeploymentV1SpecTemplateSpecContainer, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const port = String(probe.port)
  const asked = probe.kind === 'http' ? { httpGet: { path: probe.path, port } } : { tcpSocket: [{ port }] }
  return {
    startupProbe: { ...asked, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...asked, periodSeconds: 5, failureThreshold: 3 },
    livenessProbe: { ...asked, periodSeconds: 20, failureThreshold: 3 },
  }
}

/** References only: the secrets themselves come to the cluster by another way than these stacks. */
function credentialsOf(system: string, { id, cluster }: DatabaseAccess) {
  const prefix = variablePrefix(id)
  const name = secretNames.database(system, id)
  // CloudNativePG reads the same secret, as one of the type basic-auth.
  return [secretVariable(`${prefix}_USER`, name, cluster ? 'username' : 'user'), secretVariable(`${prefix}_PASSWORD`, name, 'password')]
}

function variableOf(secret: SecretUse) {
  return 'env' in secret ? [secretVariable(secret.env, secret.name, secret.key)] : []
}

function secretVariable(variable: string, name: string, key: string) {
  return { name: variable, valueFrom: { secretKeyRef: { name, key } } }
}
