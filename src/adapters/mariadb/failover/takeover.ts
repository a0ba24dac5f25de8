import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FailoverResult } from '../../../ports/failover.js'
import type { Host } from '../../../ports/host.js'
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
  /** GTID position of the primary when its door had closed; null when nobody could ask it. */
  readonly end: string | null
  readonly result: FailoverResult | null
}

export async function readTakeover(host: Host, place: DatabaseReplicaPlace): Promise<Takeover | undefined> {
  const text = await host.read(layoutOf(place).takeover)
  return text === undefined ? undefined : JSON.parse(text) as Takeover
}

export function writeTakeover(host: Host, place: DatabaseReplicaPlace, takeover: Takeover): Promise<void> {
  return host.write(layoutOf(place).takeover, `${JSON.stringify(takeover)}\n`)
}

export function refuseStale({ system }: DatabaseReplicaPlace, takeover: Takeover | undefined, number: number): void {
  if (takeover && takeover.number > number) throw new DiagnosticError(problem('DR_STALE_WORKER', { system }))
}
