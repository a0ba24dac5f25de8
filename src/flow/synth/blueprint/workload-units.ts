import type { Inventory } from '../../inventory/schema/inventory.js'
import { measuredShare, requestsOf } from './measured.js'
import { podPort } from './ports.js'
import { sizeOf, standbyReplicas, unstated, type DeploymentFacts, type Sizing } from './sizing.js'
import type { Image, PodSize, Probe, SiteRole, VolumeUse, WorkloadUnit } from './units.js'

type WorkloadFacts = NonNullable<DeploymentFacts['workloads']>[number]
type StandbyMode = Parameters<typeof standbyReplicas>[0]

/** What the workloads of one system at one site follow from. */
export interface RunningFacts {
  system: string
  /** What the system is at this site. */
  role: SiteRole
  mode: StandbyMode
  /** Fields of the target, where the site's own deployment has them those; `current` is today's. */
  image: Image | null
  listed: readonly WorkloadFacts[]
  nodes: NonNullable<DeploymentFacts['nodes']>
  current: DeploymentFacts | undefined
  /** Size and number of the application's pods, at this site and in service. */
  sizing: Sizing
  serving: number
  ports: readonly number[]
  filesGb: number | null
  usage: Inventory['usage']
}

/** A workload whose image the inventory may not state yet: then it has its place in the quota and does not run. */
export type PlannedWorkload = Omit<WorkloadUnit, 'image'> & { image: Image | null }

interface Planned {
  workloads: PlannedWorkload[]
  /** Sizes that stand in for facts. */
  assumed: string[]
}

/** The workloads of a system: those listed, or one of its own name. */
export function planWorkloads(facts: RunningFacts): Planned {
  const listed = facts.listed.length > 0 ? facts.listed : [ownWorkload(facts)]
  const running = listed.filter(({ kind }) => kind !== 'cron_job')
  const sized = listed.map((workload) => ({ workload, ...sizingOfWorkload(workload, facts, running.length === 1) }))
  const lasting = sized.filter(({ workload }) => workload.kind !== 'cron_job')
  const total = lasting.reduce((sum, { limits, serving }) => plus(sum, limits, serving), { milliCpu: 0, memoryMib: 0 })
  const share = measuredShare(facts.usage, facts.system, facts.current, total)
  const stated = listed.some(({ volumes }) => volumes?.length)
  const workloads = sized.map(({ workload, limits, serving, here }): PlannedWorkload => ({
    name: workload.name,
    kind: workload.kind,
    image: workload.image,
    replicas: facts.role === 'primary' || workload.kind === 'cron_job' ? serving : standbyReplicas(facts.mode, here),
    servingReplicas: serving,
    // A month's mean says nothing of a job that runs for minutes.
    requests: workload.kind === 'cron_job' ? limits : requestsOf(limits, share),
    limits,
    ports: [...(workload.ports ?? [])],
    probe: probeOf(workload),
    schedule: workload.kind === 'cron_job' ? (workload.schedule ?? null) : null,
    suspended: workload.kind === 'cron_job' && facts.role === 'dr',
    command: [...(workload.command ?? [])],
    args: [...(workload.args ?? [])],
    config: workload.config ?? {},
    secrets: [...(workload.secrets ?? [])],
    volumes: volumesOf(workload, serving, !stated && workload === running[0] ? facts.filesGb : null),
  }))
  return { workloads, assumed: sized.flatMap(({ assumed }) => assumed) }
}

type ListedWorkload = Omit<WorkloadFacts, 'image'> & { image: Image | null }

function ownWorkload({ system, image, ports }: RunningFacts): ListedWorkload {
  return { name: system, kind: 'deployment', image, ports: [...ports] }
}

interface WorkloadSizing {
  limits: PodSize
  serving: number
  /** What a standby counts from: a DR deployment may state nodes of its own. */
  here: number
  assumed: string[]
}

/** What the workload states, else the nodes of its role; the only one that always runs has the deployment's application nodes. */
function sizingOfWorkload({ name, kind, nodes, size, replicas }: ListedWorkload, facts: RunningFacts, alone: boolean): WorkloadSizing {
  const own = facts.nodes.filter(({ role }) => role === nodes)
  const inherited = alone && kind !== 'cron_job' && own.length === 0
  const known = size ? sizeOf([size]) : own.length > 0 ? sizeOf(own) : inherited ? facts.sizing.size : null
  const usual = kind === 'deployment' ? unstated.replicas : 1
  const counted = own.length > 0 ? own.reduce((sum, { count }) => sum + count, 0) : inherited ? facts.serving : usual
  const serving = kind === 'cron_job' ? 1 : (replicas ?? counted)
  const here = inherited && replicas === undefined ? facts.sizing.replicas : serving
  const stated = known !== null && !(inherited && size === undefined && facts.sizing.assumed)
  return { limits: known ?? unstated.size, serving, here, assumed: stated ? [] : [inherited ? 'nodes' : `workloads.${name}.size`] }
}

function probeOf({ kind, probe, ports = [] }: ListedWorkload): Probe | null {
  const port = probe?.port ?? ports[0]
  if (kind === 'cron_job' || port === undefined) return null
  return probe?.http ? { kind: 'http', path: probe.http, port: podPort(port) } : { kind: 'tcp', port: podPort(port) }
}

/** Volumes that are stated, else the system's files at `/data`. More than one pod of a deployment can only write to a shared one. */
function volumesOf({ kind, volumes = [] }: ListedWorkload, serving: number, filesGb: number | null): VolumeUse[] {
  const several = kind === 'deployment' && serving > 1
  const own = volumes.map(({ name, path, sizeGb, shared }) => ({ name, path, storageGib: Math.ceil(sizeGb), shared: shared ?? several }))
  return filesGb ? [...own, { name: 'files', path: '/data', storageGib: Math.ceil(filesGb), shared: serving > 1 }] : own
}

function plus(sum: PodSize, size: PodSize, count: number): PodSize {
  return { milliCpu: sum.milliCpu + size.milliCpu * count, memoryMib: sum.memoryMib + size.memoryMib * count }
}
