import type { Inventory } from '../../inventory/schema/inventory.js'
import type { PodSize } from './units.js'

export type DeploymentFacts = NonNullable<Inventory['systems'][number]['deployments']>[number]
type Node = NonNullable<DeploymentFacts['nodes']>[number]

export interface Sizing {
  size: PodSize
  replicas: number
  architecture: string | null
  /** Whether the inventory states no node that runs the application. */
  assumed: boolean
}

/** Two small pods, so that one may be moved while the other serves. */
export const unstated: Sizing = { size: { milliCpu: 1000, memoryMib: 2048 }, replicas: 2, architecture: null, assumed: true }

/** Values of `kubernetes.io/arch`: names of Go's ports. */
const architectures: Readonly<Record<Node['cpuArch'], string>> = { x86_64: 'amd64', arm64: 'arm64', loongarch: 'loong64', sw64: 'sw64', mips: 'mips64le' }

/** Database servers stay outside the cluster. */
const databaseRole = /db|database|sql|数据库/i

/**
 * One pod per application node, each as large as the largest of them. What the deployment does not state is as it is today,
 * but for the processors: those are the cloud's.
 */
export function sizingOf(deployment: DeploymentFacts | undefined, today: DeploymentFacts | undefined): Sizing {
  const stated = applicationNodes(deployment)
  const nodes = stated.length > 0 ? stated : applicationNodes(today)
  if (nodes.length === 0) return unstated
  return {
    size: sizeOf(nodes),
    replicas: nodes.reduce((sum, { count }) => sum + count, 0),
    architecture: stated[0] ? architectures[stated[0].cpuArch] : null,
    assumed: false,
  }
}

export function applicationNodes(deployment: DeploymentFacts | undefined): readonly Node[] {
  return (deployment?.nodes ?? []).filter(({ role }) => !databaseRole.test(role))
}

export function databaseNodes(deployment: DeploymentFacts | undefined): readonly Node[] {
  return (deployment?.nodes ?? []).filter(({ role }) => databaseRole.test(role))
}

/** As large as the largest of the nodes. */
export function sizeOf(nodes: readonly Pick<Node, 'vcpu' | 'memGb'>[]): PodSize {
  return { milliCpu: Math.round(Math.max(...nodes.map(({ vcpu }) => vcpu)) * 1000), memoryMib: Math.round(Math.max(...nodes.map(({ memGb }) => memGb)) * 1024) }
}

/** Pods a replica keeps up: none for a cold one, one for a warm one, all for hot and active ones. */
export function standbyReplicas(mode: 'cold' | 'warm' | 'hot' | 'active', serving: number): number {
  if (mode === 'cold') return 0
  return mode === 'warm' ? Math.min(1, serving) : serving
}

/** Quantities as the API server prints them, so that a plan does not show a difference in spelling. */
export function cpuQuantity(milliCpu: number): string {
  return milliCpu % 1000 === 0 ? String(milliCpu / 1000) : `${milliCpu}m`
}

export function memoryQuantity(mib: number): string {
  return mib % 1024 === 0 ? `${mib / 1024}Gi` : `${mib}Mi`
}
