import type { DomainKind } from '../../../model/domain-rules.js'
import type { AllowRule } from './allow-rule.js'

export type SiteRole = 'primary' | 'dr'

/** One cluster: the primary of a cloud, or the one its replicas run on. */
export interface Site {
  id: string
  role: SiteRole
  cloud: string
  /** Host that images are pulled from. */
  registry: string
  /** Every host images may come from, its own first. */
  registries: string[]
  storageClass: string
  /** Class of the domains' gateways; null where the Gateway API is not said to be installed. */
  gatewayClass: string | null
  /** Whether the operator CloudNativePG runs there. */
  cloudNativePg: boolean
  /** Labels of the nodes that carry the domestic-technology zone; empty where it has none of its own. */
  xinchuangNodes: Readonly<Record<string, string>>
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
  /** Systems that it passes flows on to, each by pods of its own. */
  channels: string[]
  rules: AllowRule[]
}

export interface PlatformUnit extends UnitBase {
  kind: 'platform'
  exchanges: Exchange[]
  /** Every domain of the place, also those in which nothing runs yet. */
  domains: { id: string; cidrs: string[] }[]
}

export interface DomainUnit extends UnitBase {
  kind: 'domain'
  domain: string
  domainKind: DomainKind
  cidrs: string[]
  rules: AllowRule[]
}

/** CPU in thousandths of a core, memory in MiB. */
export interface PodSize {
  milliCpu: number
  memoryMib: number
}

/** Repository without registry: each site adds its own. */
export interface Image {
  repository: string
  digest: string
}

export interface DatabaseAccess {
  id: string
  product: string
  port: number
  /** What runs it inside the cluster; null for a server outside, whose address whoever applies knows. */
  cluster: DatabaseCluster | null
}

/** A PostgreSQL cluster that the operator CloudNativePG keeps. */
export interface DatabaseCluster {
  version: string
  image: Image | null
  /** Servers at this site, and those in service. */
  instances: number
  servingInstances: number
  /** Volume of one server, in GiB. */
  storageGib: number
  size: PodSize
  /** Which sites hold it, by id, and which of them the writes go to; null for a system without a replica. */
  replication: { self: string; other: string; primary: string } | null
}

export type SecretUse = { name: string; key: string; env: string } | { name: string; key: string; file: string }

export interface VolumeUse {
  name: string
  path: string
  storageGib: number
  /** Whether all pods write to one and the same. */
  shared: boolean
}

export type Probe = { kind: 'http'; path: string; port: number } | { kind: 'tcp'; port: number }

/** One part of a system that runs by itself. */
export interface WorkloadUnit {
  /** The system's id when it is the only one. */
  name: string
  kind: 'deployment' | 'stateful_set' | 'cron_job'
  image: Image
  /** Pods at this site. */
  replicas: number
  /** Pods in service; the quota holds them on both sites, so that a standby can be brought up. */
  servingReplicas: number
  /** What a pod is promised, from measured usage where there is any, and what it may use at most. */
  requests: PodSize
  limits: PodSize
  /** Ports its service has, as clients use them. */
  ports: number[]
  probe: Probe | null
  /** Of a cron_job, Beijing time; null for all others. */
  schedule: string | null
  /** A standby runs no batch: both sites would do the same work twice. */
  suspended: boolean
  command: string[]
  args: string[]
  config: Readonly<Record<string, string>>
  secrets: SecretUse[]
  volumes: VolumeUse[]
}

/** What all of a namespace may take together, what a rolling update needs for a while included. */
export interface Quota {
  pods: number
  requests: PodSize
  limits: PodSize
  storageGib: number
  /** The largest container that may run. */
  largest: PodSize
}

export interface SystemUnit extends UnitBase {
  kind: 'system'
  system: string
  /** The part it plays at this site: that of the site, unless the replica has been promoted. */
  role: SiteRole
  domain: string
  facility: string | null
  classification: 'none' | 'internal'
  priority: PriorityTier
  workloads: WorkloadUnit[]
  /** Name of the workload that clients reach by the system's name. */
  front: string
  quota: Quota
  /** Labels of the nodes it may run on; empty when any will do. */
  nodeSelector: Readonly<Record<string, string>>
  /** Ports clients use. */
  ports: number[]
  databases: DatabaseAccess[]
  rules: AllowRule[]
  assumed: string[]
  unresolved: string[]
  /** What it needs of the cluster and the cluster is not said to have. */
  lacks: string[]
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
