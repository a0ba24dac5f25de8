import { Agent, request } from 'node:http'
import { randomUUID } from 'node:crypto'

export interface WriterSpec {
  readonly system: string
  readonly port: number
  /** Writes a second of this one client. */
  readonly rate: number
}

export interface WriterEvents {
  /** A write that the service acknowledged, with the moment the answer came in, in milliseconds since 1970. */
  acknowledged(system: string, id: string, at: number): void
  refused(system: string): void
}

/** After a refusal the client tries again this soon, with a new id: outages are seen to within it. */
const RETRY_AFTER = 4

/** One client that keeps writing at its rate until stopped; a late answer never makes it send more than one request at a time. */
export async function keepWriting(spec: WriterSpec, events: WriterEvents, signal: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const interval = 1_000 / spec.rate
  let due = performance.now() + Math.random() * interval
  for (let number = 0; !signal.aborted; number++) {
    await sleep(due - performance.now())
    const id = randomUUID()
    if (await send(agent, spec.port, id, number)) {
      events.acknowledged(spec.system, id, performance.timeOrigin + performance.now())
      due = Math.max(due + interval, performance.now() - interval)
    } else {
      events.refused(spec.system)
      due = performance.now() + RETRY_AFTER
    }
  }
  agent.destroy()
}

/** True only when the whole answer `201` has arrived. */
function send(agent: Agent, port: number, id: string, number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ agent, host: '127.0.0.1', port, method: 'POST', path: `/write?id=${id}&n=${number}`, timeout: 3_000 }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode === 201))
      response.once('error', () => resolve(false))
    })
    call.once('error', () => resolve(false))
    call.once('timeout', () => call.destroy(new Error('timeout')))
    call.end()
  })
}

function sleep(milliseconds: number): Promise<void> {
  return milliseconds <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds))
}
