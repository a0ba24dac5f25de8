import { createWriteStream, type WriteStream } from 'node:fs'
import { keepWriting, type WriterSpec } from './writer.js'

export interface ClientsStart {
  readonly type: 'start'
  readonly writers: readonly WriterSpec[]
  /** Every acknowledged write is a line `<system>\t<id>\t<ms>` of this file. */
  readonly journal: string
}

/** The users of the city, in a process of their own, so that nothing the orchestrator does can slow them down or touch their notes. */
const stopping = new AbortController()
const refused: Record<string, number> = {}
const acknowledged: Record<string, number> = {}

process.on('message', (message: ClientsStart | { readonly type: 'stop' }) => {
  if (message.type === 'stop') stopping.abort()
  else void work(message)
})
process.on('disconnect', () => process.exit(0))

async function work({ writers, journal }: ClientsStart): Promise<void> {
  const file = createWriteStream(journal)
  const events = {
    acknowledged: (system: string, id: string, at: number) => {
      acknowledged[system] = (acknowledged[system] ?? 0) + 1
      file.write(`${system}\t${id}\t${at.toFixed(2)}\n`)
    },
    refused: (system: string) => void (refused[system] = (refused[system] ?? 0) + 1),
  }
  const reporter = setInterval(() => process.send?.({ type: 'counts', acknowledged, refused }), 500)
  await Promise.all(writers.map((writer) => keepWriting(writer, events, stopping.signal)))
  clearInterval(reporter)
  await closed(file)
  process.send?.({ type: 'stopped', acknowledged, refused })
}

function closed(file: WriteStream): Promise<void> {
  return new Promise((resolve) => file.end(() => resolve()))
}
