import { bytes, formatBytes } from '../../../model/bytes.js'
import type { DatabaseMove, PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Throttle } from '../../../ports/throttle.js'
import type { Session } from '../connection.js'
import { found, RELOAD } from './preflight-finding.js'
import type { Sides } from './sides.js'

/** Bytes of database a second, heap and indexes, that a copy writes: 1 GB took 38 to 61 s on two cores. */
const COPY_RATE = 20_000_000
/** What every copy takes beside its bytes: connections, schema, constraints. */
const SETUP_SECONDS = 60
/** The log may be written twice as fast as it was on average, and the copy take twice as long. */
const RESERVE = 2
/** An average over less than ten minutes says nothing about the next hours. */
const SHORTEST_SECONDS = 600
/** Beside the data the target holds its own log and what an index build sorts. */
const DATA_RESERVE = 1.2

const MIB = 1_048_576

/** Disk of one side, in bytes; null where the server does not tell. */
interface Disk {
  readonly log: number | null
  readonly data: number | null
}

interface Limit extends Readonly<Record<string, unknown>> {
  /** `max_slot_wal_keep_size` in bytes; null where nothing bounds what a slot keeps. */
  readonly keep: number | null
  readonly known: boolean
  readonly otherSlots: number
}

/** P6, and the limit of P5 that can only be set with the disk in view. */
export async function checkRoom(move: DatabaseMove, sides: Sides, throttle: Throttle): Promise<readonly PreflightFinding[]> {
  const { size } = await sides.source.one<{ size: number }>('SELECT pg_database_size(current_database())::float8 AS size')
  const rate = Math.min(COPY_RATE, Number(throttle.rate(move) ?? COPY_RATE))
  const needed = RESERVE * await logPerSecond(sides.source) * (RESERVE * size / rate + SETUP_SECONDS)
  const disks = { source: await diskOf(sides.source), target: await diskOf(sides.target) }
  const limits = { source: await limitOf(sides.source), target: await limitOf(sides.target) }
  const both = (['source', 'target'] as const).flatMap((side) => [...unknownRoom(side, disks[side]), ...unbounded(side, limits[side], disks[side])])
  return [...both, ...logRoom(needed, disks.source), ...tightLimit(needed, limits.source, disks.source), ...await dataRoom(sides.target, size, disks.target)]
}

/** Counted by the server since version 14; before it, two looks at its position, a second apart. */
async function logPerSecond(session: Session): Promise<number> {
  const { version } = await session.one<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)
  if (version >= 140_000) {
    const sql = `SELECT (wal_bytes / greatest(${SHORTEST_SECONDS}, extract(epoch FROM now() - stats_reset)))::float8 AS rate FROM pg_stat_wal`
    return (await session.one<{ rate: number | null }>(sql)).rate ?? 0
  }
  const { position } = await session.one<{ position: string }>('SELECT pg_current_wal_lsn()::text AS position')
  await session.rows('SELECT pg_sleep(1)')
  return (await session.one<{ rate: number }>('SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1)::float8 AS rate', [position])).rate
}

/** A superuser may have the server look at its own disk; in a transaction that is rolled back, so nothing stays. */
async function diskOf(session: Session): Promise<Disk> {
  try {
    await session.run(`BEGIN; CREATE TEMP TABLE qianyun_disk (line text); COPY qianyun_disk FROM PROGRAM 'LC_ALL=C df -Pk pg_wal/. .' (DELIMITER E'\\x01')`)
    const [log, data] = (await session.rows<{ line: string }>('SELECT line FROM qianyun_disk OFFSET 1')).map(({ line }) => freeOf(line))
    return { log: log ?? null, data: data ?? null }
  } catch {
    // A managed server has no shell for its users, another system no df: then the people who run it must look.
    return { log: null, data: null }
  } finally {
    await session.run('ROLLBACK')
  }
}

/** `device blocks used available capacity% mount`, in KiB; a device's name may have spaces. */
function freeOf(line: string): number | null {
  const [, available] = /\s\d+\s+\d+\s+(\d+)\s+\d+%\s/.exec(line) ?? []
  return available === undefined ? null : Number(available) * 1_024
}

async function limitOf(session: Session): Promise<Limit> {
  return await session.one<Limit>(`SELECT (SELECT nullif(setting::float8, -1) * ${MIB} FROM pg_settings WHERE name = 'max_slot_wal_keep_size') AS keep,
    EXISTS (SELECT 1 FROM pg_settings WHERE name = 'max_slot_wal_keep_size') AS known,
    (SELECT count(*)::int FROM pg_replication_slots WHERE slot_name NOT LIKE 'qianyun\\_%') AS "otherSlots"`)
}

const inWords = (size: number): string => formatBytes(bytes(Math.round(size)))

const setLimit = (size: number): readonly string[] => [`ALTER SYSTEM SET max_slot_wal_keep_size = '${Math.max(1, Math.floor(size / MIB))}MB'`, RELOAD]

function unknownRoom(side: Side, { log }: Disk): readonly PreflightFinding[] {
  return found({ check: 'P6', severity: 'warn', objects: log === null ? ['free space of pg_wal is not known'] : [], params: { side, what: 'unknown' } })
}

/** Half of what is free is ours to keep. Where other slots stand the limit would be theirs too, so their owners decide. */
function unbounded(side: Side, { keep, known, otherSlots }: Limit, { log }: Disk): readonly PreflightFinding[] {
  if (!known || keep !== null) return []
  const ours = log !== null && otherSlots === 0
  return found({
    check: 'P5', severity: ours ? 'fix' : 'warn', objects: ['max_slot_wal_keep_size = -1'], params: { side, what: 'unbounded' },
    by: ours ? 'ours' : 'theirs', statements: log === null ? [] : setLimit(log / 2),
  })
}

function logRoom(needed: number, { log }: Disk): readonly PreflightFinding[] {
  if (log === null || needed <= log) return []
  const object = `the log needs ${inWords(needed)} while the copy runs, ${inWords(log)} are free`
  return found({ check: 'P6', severity: 'block', objects: [object], params: { side: 'source', what: 'log', needed: Math.round(needed), free: log } })
}

function tightLimit(needed: number, { keep, otherSlots }: Limit, { log }: Disk): readonly PreflightFinding[] {
  if (keep === null || needed <= keep) return []
  const ours = log !== null && needed < log / 2 && otherSlots === 0
  const object = `the log needs ${inWords(needed)} while the copy runs, max_slot_wal_keep_size is ${inWords(keep)}`
  return found({
    check: 'P6', severity: 'block', objects: [object], params: { side: 'source', what: 'limit', needed: Math.round(needed), limit: keep },
    by: ours ? 'ours' : 'theirs', statements: setLimit(ours ? log / 2 : needed * RESERVE),
  })
}

/** What the target holds of this database already, of a copy that stands or was cut off, needs no room again. */
async function dataRoom(target: Session, size: number, { data }: Disk): Promise<readonly PreflightFinding[]> {
  const { present } = await target.one<{ present: number }>('SELECT pg_database_size(current_database())::float8 AS present')
  const needed = DATA_RESERVE * size - present
  if (data === null || needed <= data) return []
  const object = `the data needs ${inWords(needed)}, ${inWords(data)} are free`
  return found({ check: 'P6', severity: 'block', objects: [object], params: { side: 'target', what: 'data', needed: Math.round(needed), free: data } })
}
