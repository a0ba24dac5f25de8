import { createHash } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import type { StepContext } from '../../../model/step.js'
import type { Host } from '../../../ports/host.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'

/**
 * Files beside a data directory D: D.cnf (settings), D.login (mode 0600), D.log, D.tmp (temporary tables), D.beat, D.takeover, and while something is at work
 * D.building.<attempt> or D.drill.<attempt>, which become D or are removed.
 */
export interface Layout {
  readonly data: string
  /** Milliseconds since 1970 of the newest heartbeat that the primary is known to have committed: outlives the primary. */
  readonly beat: string
  /** What a failover has done so far, there from the fence to the end of the way back. */
  readonly takeover: string
  /** A file inside the data directory, there only when the copy was complete. */
  readonly marker: string
}

export function layoutOf({ dataDirectory }: DatabaseReplicaPlace): Layout {
  const data = resolve(dataDirectory)
  return { data, beat: `${data}.beat`, takeover: `${data}.takeover`, marker: join(data, 'qianyun_replica') }
}

/** Part of a path that no earlier attempt used: a process that outlived its worker may still write to the earlier one. */
export function attemptName({ fence, attempt }: Pick<StepContext, 'fence' | 'attempt'>, now: number): string {
  return `${fence}-${attempt}-${now}`
}

/** What earlier attempts left beside the data directory, sorted. */
export async function leftovers(host: Host, data: string, purpose: 'building' | 'drill'): Promise<readonly string[]> {
  const prefix = `${basename(data)}.${purpose}.`
  return (await host.list(dirname(data))).filter((name) => name.startsWith(prefix)).map((name) => join(dirname(data), name))
}

/** Servers that feed one another must differ in this number, from 1 to 2^32 - 1. */
export function serverIdOf(system: string, role: 'dr' | 'drill'): number {
  return createHash('sha256').update(`${role} ${system}`).digest().readUInt32BE(0) >>> 1 || 1
}
