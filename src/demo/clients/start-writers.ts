import { join } from 'node:path'
import { endChild, nextMessage, startChild } from '../servers/child.js'
import type { ProcessTable } from '../servers/process-table.js'
import type { ClientsStart } from './main.js'

export interface Counts {
  readonly acknowledged: Readonly<Record<string, number>>
  readonly refused: Readonly<Record<string, number>>
}

export interface Writers {
  /** The clients' own notes of every acknowledged write. */
  readonly journal: string
  /** As of at most half a second ago. */
  counts(): Counts
  /** Lets every client finish its last write and gives the final counts. */
  finish(): Promise<Counts>
  end(): Promise<void>
}

export interface WriterLoad {
  readonly system: string
  readonly port: number
  /** Writes a second of all clients of the system together. */
  readonly rate: number
}

/** One client does at most this many writes a second, so that a slow answer of one does not hold up the load. */
const RATE_PER_CLIENT = 25

export async function startWriters(spec: { readonly directory: string; readonly processes: ProcessTable; readonly systems: readonly WriterLoad[] }): Promise<Writers> {
  const journal = join(spec.directory, 'acknowledged.tsv')
  const child = startChild('users', new URL('./main.js', import.meta.url), join(spec.directory, 'logs', 'users.log'), spec.processes)
  let latest: Counts = { acknowledged: {}, refused: {} }
  child.on('message', (message: Partial<Counts>) => {
    if (message.acknowledged && message.refused) latest = { acknowledged: message.acknowledged, refused: message.refused }
  })
  child.send({ type: 'start', journal, writers: spec.systems.flatMap(clientsOf) } satisfies ClientsStart)
  return {
    journal,
    counts: () => latest,
    finish: async () => {
      const stopped = nextMessage(child, isStopped)
      child.send({ type: 'stop' })
      await stopped
      return latest
    },
    end: () => endChild(child),
  }
}

function clientsOf({ system, port, rate }: WriterLoad) {
  const clients = Math.max(2, Math.ceil(rate / RATE_PER_CLIENT))
  return Array.from({ length: clients }, () => ({ system, port, rate: rate / clients }))
}

function isStopped(message: unknown): message is { readonly type: 'stopped' } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'stopped'
}
