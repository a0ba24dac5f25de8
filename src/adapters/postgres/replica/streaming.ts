import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, minutes } from '../../../model/duration.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Tools } from './tools.js'

/** A walreceiver that was refused tries again every 5 s (wal_retrieve_retry_interval). */
const patience = { total: minutes(1), pause: milliseconds(50) }

export interface Receiver {
  readonly timeline: number
}

/** The stream the replica receives, undefined when there is none. */
export async function receiverOf(replica: Client): Promise<Receiver | undefined> {
  const { rows } = await replica.query<{ timeline: number }>("SELECT received_tli AS timeline FROM pg_stat_wal_receiver WHERE status = 'streaming'")
  return rows[0]
}

export async function waitForStream({ clock }: Tools, place: DatabaseReplicaPlace, replica: Client, signal: AbortSignal): Promise<void> {
  const deadline = clock.now() + patience.total
  while (!(await receiverOf(replica))) {
    if (clock.now() > deadline) throw notStreaming(place)
    await clock.sleep(patience.pause, signal)
    signal.throwIfAborted()
  }
}

export function notStreaming({ system, host, port }: DatabaseReplicaPlace): DiagnosticError {
  return new DiagnosticError(problem('REPLICA_NOT_STREAMING', { system, host, port }))
}
