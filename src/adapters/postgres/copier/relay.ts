import type { Wire } from './wire.js'

export interface RelayStatements {
  readonly out: string
  readonly into: string
}

/**
 * Rows of one COPY … TO STDOUT into one COPY … FROM STDIN: the messages that carry them are the same in both directions, so they pass
 * unread. `heed` is asked before every piece, of up to 128 KiB; nothing more is read until both it and the receiver take more.
 * Resolves with the number of rows, by the command tags. Whatever fails, neither wire can be used after it.
 */
export async function relay(source: Wire, target: Wire, { out, into }: RelayStatements, heed: (size: number) => Promise<void>): Promise<number> {
  try {
    const incoming = await target.copyIn(into)
    const sent = await source.copyOut(out, async (messages) => {
      await heed(messages.length)
      await incoming.write(messages)
    })
    const received = await incoming.end()
    if (sent !== received) throw new Error(`${sent} became ${received}`)
    return Number(received.slice('COPY '.length))
  } catch (error) {
    for (const wire of [source, target]) wire.end(error)
    throw error
  }
}
