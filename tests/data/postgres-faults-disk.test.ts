import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../support/postgres-server.js'
import { mountTmpfs, type Tmpfs } from '../support/tmpfs.js'
import { outcome, overLine, serving, switched, untilLagBelow, users } from './fault-support.js'
import { context, createBed, type Bed } from './postgres-bed.js'

/** Log in pieces of 1 MB, of which little is kept for reuse. */
const settings = { min_wal_size: '2MB', max_wal_size: '4MB', wal_keep_size: '0', fsync: 'off' }

const disk = mountTmpfs(24)
if (typeof disk === 'string') console.warn(`A full log disk was NOT tested: ${disk}`)
else disk.unmount()

/** A source whose log lies on a disk of 24 MB, its feed over a line that can fall silent. */
async function onSmallDisk() {
  const small = mountTmpfs(24) as Tmpfs
  onTestFinished(() => small.unmount())
  const source = await startPostgres(settings, { initdb: ['--wal-segsize=1', '--waldir', join(small.folder, 'wal')] })
  onTestFinished(() => source.stop())
  const target = await startPostgres()
  onTestFinished(() => target.stop())
  const servers = { source, target, stop: async () => undefined }
  const lined = await overLine(createBed(servers), 'source')
  await lined.bed.mover().prepare(lined.move, context(1))
  await lined.bed.mover().copy(lined.move, context(1))
  await untilLagBelow(lined.bed, 1_000)
  return { ...lined, small, source }
}

/** About so many MB of log, without a row. */
const writeLog = (bed: Bed, megabytes: number) =>
  bed.sql('source', `SELECT pg_logical_emit_message(false, 'fill', repeat('x', 1000000)) FROM generate_series(1, ${megabytes})`)

describe.skipIf(typeof disk === 'string')('a source whose log disk fills while the line is dead', () => {
  test('goes on serving when the guard gives the feed up in time, and the copy starts over', async () => {
    const { bed, line } = await onSmallDisk()
    const clients = users(bed)
    line.blackHole()
    const verdicts: string[] = []
    while (verdicts.at(-1) !== 'stop' && verdicts.length < 60) {
      await writeLog(bed, 1)
      verdicts.push((await bed.mover().guard(bed.move)).find(({ side }) => side === 'source')?.verdict ?? 'none')
    }
    expect(new Set(verdicts)).toEqual(new Set(['calm', 'alarm', 'stop']))

    await bed.mover().release(bed.move, context(2))
    await bed.sql('source', 'CHECKPOINT')

    // Twice the disk: what the slot kept is free again.
    for (let written = 0; written < 48; written += 8) {
      await writeLog(bed, 8)
      await bed.sql('source', 'CHECKPOINT')
    }
    expect(await serving(bed)).toEqual(['source'])
    line.heal()
    await bed.mover().prepare(bed.move, context(3))
    await bed.mover().copy(bed.move, context(3))
    expect((await switched(bed, 'source', 4)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test('stops when nobody looks; that is told, and with more room it serves again, has every write, and the move goes on', async () => {
    const { bed, line, small, source } = await onSmallDisk()
    const clients = users(bed)
    line.blackHole()
    let full: string | undefined
    for (let written = 0; full === undefined && written < 40; written += 1) full = await outcome(writeLog(bed, 2))
    expect(full).toBeDefined()
    await source.halt('SIGQUIT')
    expect(await outcome(bed.mover().guard({ ...bed.move, target: { ...bed.move.target, port: 1 } }))).toBe('MOVE_UNREACHABLE')
    expect(await outcome(bed.mover().syncStatus(bed.move))).toBe('MOVE_UNREACHABLE')

    small.resize(160)
    await source.start()

    expect(await serving(bed)).toEqual(['source'])
    line.cut()
    line.heal()
    await untilLagBelow(bed, 1_000)
    expect((await switched(bed, 'source', 2)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })
})
