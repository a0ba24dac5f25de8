import { expect, onTestFinished } from 'vitest'
import { DiagnosticError } from '../../src/diagnostics/diagnostic.js'
import { takeSteps } from '../../src/ports/data-mover.contract.js'
import type { DatabaseMove, Proof, Side, SyncStatus } from '../../src/ports/data-mover.js'
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js'
import { context, writeOnce, type Bed } from './postgres-bed.js'
import { startWriters, type WriterOptions } from './writers.js'

/** A bed whose movers and feeds reach one side over a line that can break. The application is beside its database. */
export interface LinedBed {
  readonly bed: Bed
  readonly line: TcpProxy
  readonly move: DatabaseMove
}

export async function overLine(made: Promise<Bed>, side: Side): Promise<LinedBed> {
  const bed = await made
  const line = await startProxy({ port: bed.servers[side].port })
  onTestFinished(async () => {
    line.heal()
    await bed.remove()
    await line.close()
  })
  return { bed, line, move: { ...bed.move, [side]: { ...bed.move[side], port: line.port } } }
}

/** Clients that write until they are stopped; `missing` then gives the acknowledged writes that a side does not hold. */
export function users(bed: Bed, options: WriterOptions = { clients: 3, rate: 60 }) {
  const writers = startWriters(bed.app, options)
  onTestFinished(() => writers.stop())
  return {
    written: () => writers.acknowledged.size,
    async missing(side: Side): Promise<readonly string[]> {
      await writers.stop()
      const rows = await bed.sql<{ id: string }>(side, 'SELECT id::text FROM biz.entry')
      const present = new Set(rows.map(({ id }) => id))
      return [...writers.acknowledged].filter((id) => !present.has(id))
    },
  }
}

/** Which of the sides accept the application. */
export async function serving(bed: Bed): Promise<readonly Side[]> {
  const accepts = await Promise.all((['source', 'target'] as const).map(async (side) => ((await writeOnce(bed.app(side))) ? [side] : [])))
  return accepts.flat()
}

export async function switched(bed: Bed, from: Side, fence: number, move = bed.move): Promise<Proof> {
  const session = await bed.mover().beginSwitch(move, from, context(fence))
  await takeSteps(session, 'open')
  const proof = await session.prove(() => undefined)
  await session.close()
  return proof
}

export async function untilLagBelow(bed: Bed, limit: number, move = bed.move): Promise<SyncStatus> {
  let status = await bed.mover().syncStatus(move)
  await expect.poll(async () => {
    status = await bed.mover().syncStatus(move)
    return Number(status.lag)
  }, { timeout: 30_000, interval: 100 }).toBeLessThan(limit)
  return status
}

/** What a call ended with: undefined when it went well, the first code of its diagnostic, or the message of another error. */
export async function outcome(call: Promise<unknown>): Promise<string | undefined> {
  const error = await call.then(() => undefined, (reason: unknown) => reason)
  if (error instanceof DiagnosticError) return error.diagnostics[0]?.code
  return error === undefined ? undefined : String(error)
}
