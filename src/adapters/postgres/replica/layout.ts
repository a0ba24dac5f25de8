import { createHash } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Host } from '../../../ports/host.js'

/** Longest name of a replication slot in PostgreSQL (NAMEDATALEN - 1). */
const longestName = 63

/**
 * Files and names of one replica. Beside the data directory D: D.pgpass (mode 0600), D.log, D.beat, D.takeover, D.tablespaces.<attempt>,
 * and while something is at work D.building.<attempt> or D.drill.<attempt>, which become D or are removed.
 */
export interface Layout {
  /** Slot on the primary and application name of the replica's sessions. */
  readonly slot: string
  readonly data: string
  readonly passfile: string
  readonly log: string
  /** Milliseconds since 1970 of the newest heartbeat that the primary is known to have committed: outlives the primary. */
  readonly beat: string
  /** What a failover has done so far, there from the fence to the end of the way back. */
  readonly takeover: string
  /** A file inside the data directory that says whose replica it is; there only when the base backup was complete. */
  readonly marker: string
}

export function layoutOf({ system, dataDirectory }: DatabaseReplicaPlace): Layout {
  const data = resolve(dataDirectory)
  return { slot: slotOf(system), data, passfile: `${data}.pgpass`, log: `${data}.log`, beat: `${data}.beat`, takeover: `${data}.takeover`, marker: join(data, 'qianyun_replica') }
}

/** Part of a path that no earlier attempt used: a process that outlived its worker may still write to the earlier one. */
export function attemptName({ fence, attempt }: Pick<StepContext, 'fence' | 'attempt'>, now: number): string {
  return `${fence}-${attempt}-${now}`
}

/** Slot names hold a-z, 0-9 and _ only; a name that had to be cut ends with a hash of the whole. */
export function slotOf(system: string): string {
  const name = `qianyun_dr_${system.toLowerCase().replace(/[^a-z0-9]/g, '_')}`
  if (name.length <= longestName) return name
  return `${name.slice(0, longestName - 9)}_${createHash('sha256').update(system).digest('hex').slice(0, 8)}`
}

/** What earlier attempts left beside the data directory, sorted. */
export async function leftovers(host: Host, { data }: Layout, purpose: 'building' | 'drill' | 'tablespaces'): Promise<readonly string[]> {
  const folder = dirname(data)
  const prefix = `${basename(data)}.${purpose}.`
  return (await host.list(folder)).filter((name) => name.startsWith(prefix)).map((name) => join(folder, name))
}
