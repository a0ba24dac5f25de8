import type { Host } from '../../../ports/host.js'
import type { FailoverResult } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { layoutOf } from '../replica/layout.js'

/**
 * What a failover has done so far, kept on the DR host, which is the one that is left. There from the fence to the end of the way back.
 * `returned`: the old primary was, or is about to be, opened again; from then on it is the DR side that lacks writes.
 */
export interface Takeover {
  readonly stage: 'fenced' | 'promoted' | 'returned'
  readonly number: number
  readonly primary: 'closed' | 'unreachable'
  /** Where the primary's log ended when its door had closed; null when nobody could ask it. */
  readonly end: string | null
  readonly result: FailoverResult | null
  /** Data directories of which a rewind was begun and not ended: they can only be copied anew. */
  readonly rewinding: readonly string[]
  /** How the old primary was made a replica, once it is one. */
  readonly method: 'rewind' | 'rebuild' | null
}

export async function readTakeover(host: Host, place: DatabaseReplicaPlace): Promise<Takeover | undefined> {
  const text = await host.read(layoutOf(place).takeover)
  return text === undefined ? undefined : JSON.parse(text) as Takeover
}

export function writeTakeover(host: Host, place: DatabaseReplicaPlace, takeover: Takeover): Promise<void> {
  return host.write(layoutOf(place).takeover, `${JSON.stringify(takeover)}\n`)
}

export async function changeTakeover(host: Host, place: DatabaseReplicaPlace, change: (before: Takeover) => Partial<Takeover>): Promise<void> {
  const before = await readTakeover(host, place)
  if (before) await writeTakeover(host, place, { ...before, ...change(before) })
}
