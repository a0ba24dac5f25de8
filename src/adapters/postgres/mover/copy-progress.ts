import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { milliseconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { Session } from '../connection.js'
import type { Sides } from './sides.js'

/** For copiers that do not say how far they are. Twice a second while `work` runs: the dump's files, then the target's growth, both in bytes. */
export async function whileReporting(sides: Sides, folder: string, context: StepContext, clock: Clock, work: () => Promise<void>): Promise<void> {
  const ended = new AbortController()
  const total = await sizeOf(sides.source)
  const before = await sizeOf(sides.target)
  const loop = async () => {
    while (!ended.signal.aborted) {
      const restored = await sizeOf(sides.target) - before
      const dumped = await filesIn(join(folder, 'data'))
      context.heartbeat({ done: Math.min(total, Math.round((dumped + restored) / 2)), total, unit: 'bytes', what: restored > 1_000_000 ? 'restore' : 'dump' })
      await clock.sleep(milliseconds(500), ended.signal)
    }
  }
  const reporting = loop().catch(() => undefined)
  try {
    await work()
  } finally {
    ended.abort()
    await reporting
  }
}

async function sizeOf(session: Session): Promise<number> {
  return (await session.one<{ size: number }>('SELECT pg_database_size(current_database())::float8 AS size')).size
}

async function filesIn(folder: string): Promise<number> {
  try {
    const names = await readdir(folder)
    const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0)))
    return sizes.reduce((sum, size) => sum + size, 0)
  } catch {
    return 0
  }
}
