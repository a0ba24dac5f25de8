import { problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Duration } from '../../model/duration.js'
import type { DrSides } from '../../ports/failover.js'
import type { ReplicaPlace } from '../../ports/replica.js'
import { protectedSystem } from './act.js'
import type { DrPorts } from './ports.js'

export type { DrSides }

/** One part of a system's data: a database or a file tree. */
export interface PartStatus {
  readonly kind: ReplicaPlace['kind']
  /** Null where the kind of data does not tell. */
  readonly sides: DrSides | null
  readonly streaming: boolean
  readonly lag: Duration
}

export interface SystemDrStatus {
  readonly system: string
  readonly parts: readonly PartStatus[]
  /** Where requests go; null where no router is known. */
  readonly route: string | null
  readonly findings: readonly Diagnostic[]
}

/** Both sides of each system as they are now. Of what serves, one heartbeat is written; nothing else changes. */
export async function drStatus(ports: DrPorts, systems: readonly string[]): Promise<readonly SystemDrStatus[]> {
  return Promise.all(systems.map((system) => systemStatus(ports, system)))
}

async function systemStatus(ports: DrPorts, system: string): Promise<SystemDrStatus> {
  const { replicas, router, route } = await protectedSystem(ports, system)
  const parts = await Promise.all(replicas.map((place) => partStatus(ports, place)))
  const current = router && route ? await router.current(route).catch(() => 'unknown') : null
  return { system, parts, route: current, findings: parts.flatMap((part, index) => findingsOf(part, replicas[index]!)) }
}

/** The lag is asked only of a primary that serves: a heartbeat on one that has come back by itself would be one more write to throw away. */
export async function partStatus({ failover, replica }: DrPorts, place: ReplicaPlace): Promise<PartStatus> {
  const sides = (await failover.sides?.(place)) ?? null
  const { streaming, lag } = sides === null || sides.serving === 'primary' ? await replica.status(place) : { streaming: false, lag: Infinity as Duration }
  return { kind: place.kind, sides, streaming, lag }
}

function findingsOf({ kind, sides, streaming }: PartStatus, place: ReplicaPlace): readonly Diagnostic[] {
  const { system } = place
  const returned = sides?.primary === 'returned' ? [problem('DR_PRIMARY_RETURNED', { system })] : []
  const rewind = kind === 'postgres' && sides?.rewind === false ? [warning('DR_REWIND_IMPOSSIBLE', { system })] : []
  const follows = sides === null || sides.serving === 'primary'
  const behind = follows && !streaming && place.kind !== 'files' ? [problem('REPLICA_NOT_STREAMING', { system, host: place.host, port: place.port })] : []
  return [...returned, ...rewind, ...behind]
}
