import { dirname, basename } from 'node:path/posix'
import type { DeploymentV1SpecTemplateSpecVolume } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js'
import type { ITerraformDependable } from 'cdktf'
import type { Construct } from 'constructs'
import type { Site, SystemUnit, VolumeUse, WorkloadUnit } from '../blueprint/units.js'
import { boundedName, workloadName } from '../names.js'
import { PersistentVolumeClaimV1 } from './kubernetes.js'
import type { SystemPlace } from './system.js'
import { elementId, workloadLabels } from './workload-labels.js'

/** Whether every pod has one of its own, which the stateful set claims for it. */
export function isOfEachPod({ kind }: WorkloadUnit, { shared }: VolumeUse): boolean {
  return kind === 'stateful_set' && !shared
}

export function claimSpec({ storageClass }: Site, { shared, storageGib }: VolumeUse) {
  return {
    accessModes: [shared ? 'ReadWriteMany' : 'ReadWriteOnce'],
    storageClassName: storageClass,
    resources: { requests: { storage: `${storageGib}Gi` } },
  }
}

function claimName(system: string, workload: string, volume: string): string {
  return boundedName(workloadName(system, workload), volume)
}

/** Claims for the volumes that pods share, or that one pod holds at a time. */
export function defineClaims(scope: Construct, unit: SystemUnit, workload: WorkloadUnit, { namespace, after }: SystemPlace): ITerraformDependable[] {
  const claimed = workload.volumes.filter((volume) => !isOfEachPod(workload, volume))
  return claimed.map((volume) => new PersistentVolumeClaimV1(scope, `${elementId('volume', unit, workload.name)}-${volume.name}`, {
    dependsOn: [after],
    metadata: { name: claimName(unit.system, workload.name, volume.name), namespace, labels: workloadLabels(unit, workload.name) },
    spec: claimSpec(unit.site, volume),
    // With a class that binds when a pod comes, waiting for the claim would wait for ever.
    waitUntilBound: false,
    lifecycle: { preventDestroy: true },
  }))
}

/** Names of volumes begin with what they are, so that a volume called `tmp` and the directory for temporary files stay apart. */
export function podVolumes({ system }: SystemUnit, workload: WorkloadUnit): DeploymentV1SpecTemplateSpecVolume[] {
  return [
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    ...workload.volumes.filter((volume) => !isOfEachPod(workload, volume))
      .map(({ name }) => ({ name: volumeName(name), persistentVolumeClaim: { claimName: claimName(system, workload.name, name) } })),
    ...secretFolders(workload).map(({ files }, index) => ({
      name: `secrets-${index}`,
      projected: [{ defaultMode: '0440', sources: files.map(({ name, key, file }) => ({ secret: [{ name, items: [{ key, path: basename(file) }] }] })) }],
    })),
  ]
}

export function volumeMounts(workload: WorkloadUnit): { name: string; mountPath: string; readOnly?: boolean }[] {
  return [
    { name: 'tmp', mountPath: '/tmp' },
    ...workload.volumes.map(({ name, path }) => ({ name: volumeName(name), mountPath: path })),
    ...secretFolders(workload).map(({ folder }, index) => ({ name: `secrets-${index}`, mountPath: folder, readOnly: true })),
  ]
}

export function volumeName(name: string): string {
  return boundedName('data', name)
}

interface SecretFolder {
  folder: string
  files: { name: string; key: string; file: string }[]
}

/** One volume a folder: the files in it change when the secrets do, which files mounted one by one do not. */
function secretFolders({ secrets }: WorkloadUnit): SecretFolder[] {
  const files = secrets.flatMap((secret) => ('file' in secret ? [secret] : []))
  return [...new Set(files.map(({ file }) => dirname(file)))].sort().map((folder) => ({ folder, files: files.filter(({ file }) => dirname(file) === folder) }))
}
