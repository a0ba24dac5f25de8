import type { AllowRule } from './allow-rule.js'

export type SiteRole = 'primary' | 'dr'

/** One cluster: the primary of a cloud, or the one its replicas run on. */
export interface Site {
  id: string
  role: SiteRole
  cloud: string
  /** Host that images are pulled from. */
  registry: string
  storageClass: string
}

/** What one stack is built from. Two sites' units of one system differ only where a declared difference says so. */
interface UnitBase {
  name: string
  site: Site
  /** Names of the stacks that are applied before it. */
  dependencies: string[]
}

/** Where flows between two domains pass. */
export interface Exchange {
  platform: string
  rules: AllowRule[]
}

export interface PlatformUnit extends UnitBase {
  kind: 'platform'
  exchanges: Exchange[]
}

export interface DomainUnit extends UnitBase {
  kind: 'domain'
  domain: string
  cidrs: string[]
  rules: AllowRule[]
}

/** CPU in thousandths of a core, memory in MiB. */
export interface PodSize {
  milliCpu: number
  memoryMib: number
}

export interface DatabaseAccess {
  id: string
  product: string
  port: number
}

export interface SystemUnit extends UnitBase {
  kind: 'system'
  system: string
  domain: string
  facility: string | null
  classification: 'none' | 'internal'
  priority: PriorityTier
  image: { repository: string; digest: string } | null
  replicas: number
  /** Replicas in service; the quota holds them on both sites, so that a standby can be brought up. */
  servingReplicas: number
  size: PodSize
  /** Value of `kubernetes.io/arch`; null when any node will do. */
  architecture: string | null
  /** Ports clients use. */
  ports: number[]
  databases: DatabaseAccess[]
  filesGb: number | null
  rules: AllowRule[]
  assumed: string[]
  unresolved: string[]
}

export interface EdgeUnit extends UnitBase {
  kind: 'edge'
  system: string
  domain: string
  hostnames: string[]
  port: number
  /** Share of the requests that go to the new side, in percent. */
  weight: number
}

export type Unit = PlatformUnit | DomainUnit | SystemUnit | EdgeUnit

/** Highest first; the value is the priority of the class. */
export const priorityTiers = { platform: 1_000_000, critical: 100_000, important: 50_000, standard: 10_000, batch: 1_000 } as const
export type PriorityTier = keyof typeof priorityTiers

/** Everything a place's stacks are built from, in the order they are applied. */
export interface Blueprint {
  place: string
  units: Unit[]
}
