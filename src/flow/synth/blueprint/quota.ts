import type { PlannedWorkload } from './workload-units.js'
import type { DatabaseCluster, Exchange, PodSize, Quota, WorkloadUnit } from './units.js'

/** Pods that may be up beside those in service while a workload is replaced. */
export function surgeOf(workload: Pick<WorkloadUnit, 'kind' | 'volumes'>): number {
  return workload.kind === 'deployment' && rollsOver(workload) ? 1 : 0
}

/** Whether a new pod may start before an old one has left: not when both would need one volume that only one can hold. */
export function rollsOver({ volumes }: Pick<WorkloadUnit, 'volumes'>): boolean {
  return volumes.every(({ shared }) => shared)
}

interface Slot {
  pods: number
  requests: PodSize
  limits: PodSize
}

/** Everything in service on either site, and one more pod of each where the update needs it; for a CloudNativePG cluster the job that adds a server. */
export function quotaOf(workloads: readonly PlannedWorkload[], clusters: readonly DatabaseCluster[]): Quota {
  const slots: Slot[] = [
    ...workloads.map((workload) => ({ pods: workload.servingReplicas + surgeOf(workload), requests: workload.requests, limits: workload.limits })),
    ...clusters.map(({ servingInstances, size }) => ({ pods: servingInstances + 1, requests: size, limits: size })),
  ]
  const total = (of: (slot: Slot) => number): number => slots.reduce((sum, slot) => sum + of(slot) * slot.pods, 0)
  return {
    pods: total(() => 1),
    requests: { milliCpu: total(({ requests }) => requests.milliCpu), memoryMib: total(({ requests }) => requests.memoryMib) },
    limits: { milliCpu: total(({ limits }) => limits.milliCpu), memoryMib: total(({ limits }) => limits.memoryMib) },
    storageGib: storageOf(workloads) + clusters.reduce((sum, { servingInstances, storageGib }) => sum + servingInstances * storageGib, 0),
    largest: { milliCpu: Math.max(...slots.map(({ limits }) => limits.milliCpu)), memoryMib: Math.max(...slots.map(({ limits }) => limits.memoryMib)) },
  }
}

/** Each pod of a stateful set has volumes of its own, unless they are shared. */
function storageOf(workloads: readonly PlannedWorkload[]): number {
  const volumes = workloads.flatMap(({ kind, servingReplicas, volumes: own }) => own.map(({ storageGib, shared }) => {
    return storageGib * (kind === 'stateful_set' && !shared ? servingReplicas : 1)
  }))
  return volumes.reduce((sum, gib) => sum + gib, 0)
}

/** So many pods of one size, for what others run in a namespace. */
export function evenQuota(size: PodSize, pods: number): Quota {
  const all = { milliCpu: size.milliCpu * pods, memoryMib: size.memoryMib * pods }
  return { pods, requests: all, limits: all, storageGib: 0, largest: size }
}

/** Room for a pair of gateway pods of 2 cores and 4 GiB, and one more while they are replaced. */
export const gatewayQuota = evenQuota({ milliCpu: 2000, memoryMib: 4096 }, 3)

/** Each channel of an exchange is a pair of proxies of half a core and 1 GiB; one pod more while they are replaced, and the exchange's own pair. */
export function exchangeQuota({ channels }: Exchange): Quota {
  return evenQuota({ milliCpu: 500, memoryMib: 1024 }, 2 * (channels.length + 1) + 1)
}
