import type { ITerraformDependable } from 'cdktf'
import type { Construct } from 'constructs'
import { rollsOver } from '../blueprint/quota.js'
import type { SystemUnit, WorkloadUnit } from '../blueprint/units.js'
import { peersName, workloadName } from '../names.js'
import { CronJobV1, DeploymentV1, PodDisruptionBudgetV1, StatefulSetV1 } from './kubernetes.js'
import { configurationAnnotations, defineConfiguration } from './configuration.js'
import { podSpec } from './pod.js'
import type { SystemPlace } from './system.js'
import { claimSpec, defineClaims, isOfEachPod, volumeName } from './volumes.js'
import { elementId, workloadLabels, workloadSelector } from './workload-labels.js'

/** One workload with its configuration and its claims, and a disruption budget where more than one pod serves. */
export function defineWorkload(scope: Construct, unit: SystemUnit, workload: WorkloadUnit, place: SystemPlace): void {
  const parts = [place.after, defineConfiguration(scope, unit, workload, place), ...defineClaims(scope, unit, workload, place)]
  switch (workload.kind) {
    case 'deployment': defineDeployment(scope, unit, workload, place, parts); break
    case 'stateful_set': defineStatefulSet(scope, unit, workload, place, parts); break
    case 'cron_job': defineCronJob(scope, unit, workload, place, parts); break
  }
  if (workload.kind !== 'cron_job' && workload.servingReplicas > 1) defineBudget(scope, unit, workload, place)
}

function metadataOf(unit: SystemUnit, workload: WorkloadUnit, { namespace }: SystemPlace) {
  return { name: workloadName(unit.system, workload.name), namespace, labels: workloadLabels(unit, workload.name) }
}

function templateOf(unit: SystemUnit, workload: WorkloadUnit) {
  return { metadata: { labels: workloadLabels(unit, workload.name), annotations: configurationAnnotations(unit, workload) }, spec: podSpec(unit, workload) }
}

function defineDeployment(scope: Construct, unit: SystemUnit, workload: WorkloadUnit, place: SystemPlace, dependsOn: ITerraformDependable[]): void {
  new DeploymentV1(scope, elementId('workload', unit, workload.name), {
    dependsOn,
    metadata: metadataOf(unit, workload, place),
    spec: {
      replicas: String(workload.replicas),
      selector: { matchLabels: workloadSelector(unit.system, workload.name) },
      strategy: rollsOver(workload) ? { type: 'RollingUpdate', rollingUpdate: { maxSurge: '1', maxUnavailable: '0' } } : { type: 'Recreate' },
      progressDeadlineSeconds: 600,
      template: templateOf(unit, workload),
    },
    // An applied rollout that fails is not tainted, so waiting here would stall the apply and still not tell: whoever applies reads health from the cluster.
    waitForRollout: false,
  })
}

function defineStatefulSet(scope: Construct, unit: SystemUnit, workload: WorkloadUnit, place: SystemPlace, dependsOn: ITerraformDependable[]): void {
  const claims = workload.volumes.filter((volume) => isOfEachPod(workload, volume)).map((volume) => {
    return { metadata: { name: volumeName(volume.name) }, spec: claimSpec(unit.site, volume) }
  })
  new StatefulSetV1(scope, elementId('workload', unit, workload.name), {
    dependsOn,
    metadata: metadataOf(unit, workload, place),
    spec: {
      replicas: String(workload.replicas),
      serviceName: peersName(unit.system, workload.name),
      selector: { matchLabels: workloadSelector(unit.system, workload.name) },
      updateStrategy: [{ type: 'RollingUpdate', rollingUpdate: [{ partition: 0 }] }],
      template: templateOf(unit, workload),
      ...(claims.length > 0 ? { volumeClaimTemplate: claims } : {}),
    },
    waitForRollout: false,
  })
}

/** A run that could not start within ten minutes waits for the next; one that takes longer than a night's six hours has hung. */
const deadlines = { start: 600, run: 21_600 }

function defineCronJob(scope: Construct, unit: SystemUnit, workload: WorkloadUnit, place: SystemPlace, dependsOn: ITerraformDependable[]): void {
  new CronJobV1(scope, elementId('workload', unit, workload.name), {
    dependsOn,
    metadata: metadataOf(unit, workload, place),
    spec: {
      schedule: workload.schedule ?? '',
      // Controllers run on UTC; schedules are written by people in China, which has one time.
      timezone: 'Asia/Shanghai',
      suspend: workload.suspended,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: deadlines.start,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: workloadLabels(unit, workload.name) },
        spec: { activeDeadlineSeconds: deadlines.run, backoffLimit: 2, template: templateOf(unit, workload) },
      },
    },
  })
}

function defineBudget(scope: Construct, unit: SystemUnit, workload: WorkloadUnit, place: SystemPlace): void {
  new PodDisruptionBudgetV1(scope, elementId('disruption', unit, workload.name), {
    dependsOn: [place.after],
    metadata: metadataOf(unit, workload, place),
    spec: { maxUnavailable: '1', selector: { matchLabels: workloadSelector(unit.system, workload.name) } },
  })
}
