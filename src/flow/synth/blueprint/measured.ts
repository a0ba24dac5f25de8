import type { Inventory } from '../../inventory/schema/inventory.js'
import { applicationNodes, type DeploymentFacts } from './sizing.js'
import type { PodSize } from './units.js'

/** How much of the pods' limits a system was seen to use; null where no month says. */
export interface MeasuredShare {
  cpu: number | null
  memory: number | null
}

/**
 * What is promised above the busiest month's mean. The vertical pod autoscaler adds 15 % to the 90th percentile of its samples
 * (`--recommendation-margin-fraction`); a mean of a month lies below that percentile, so the margin is twice as wide.
 */
const headroom = 1.3

/** Below these a runtime does not start in time, however little it does. */
const floor: PodSize = { milliCpu: 50, memoryMib: 64 }

/**
 * Share of the new pods' limits that the old load would take: the busiest month's mean share of today's machines, times their size,
 * over the size of what will run. Without today's machines the share itself.
 */
export function measuredShare(usage: Inventory['usage'], system: string, today: DeploymentFacts | undefined, pods: PodSize): MeasuredShare {
  const months = usage.filter((month) => month.system === system)
  const machines = applicationNodes(today)
  const sum = (field: 'vcpu' | 'memGb'): number => machines.reduce((total, node) => total + node[field] * node.count, 0)
  const peak = (shares: readonly (number | undefined)[]): number | null => {
    const stated = shares.filter((share) => share !== undefined)
    return stated.length > 0 ? Math.max(...stated) : null
  }
  const ofPods = (share: number | null, now: number, then: number): number | null => (share === null ? null : share * (now > 0 && then > 0 ? now / then : 1))
  return {
    cpu: ofPods(peak(months.map(({ avgCpu }) => avgCpu)), sum('vcpu') * 1000, pods.milliCpu),
    memory: ofPods(peak(months.map(({ avgMem }) => avgMem)), sum('memGb') * 1024, pods.memoryMib),
  }
}

/**
 * Requests of one pod: limits × share × 1.3, at least 50m and 64Mi, never above the limits; in steps of 10m and 8Mi. The limits
 * themselves where nothing was measured.
 */
export function requestsOf(limits: PodSize, { cpu, memory }: MeasuredShare): PodSize {
  return { milliCpu: bounded(limits.milliCpu, cpu, floor.milliCpu, 10), memoryMib: bounded(limits.memoryMib, memory, floor.memoryMib, 8) }
}

function bounded(limit: number, share: number | null, least: number, step: number): number {
  if (share === null) return limit
  return Math.min(limit, Math.max(least, Math.ceil((limit * share * headroom) / step) * step))
}
