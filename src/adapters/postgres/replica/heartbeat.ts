import type { Client } from 'pg'
import type { Host } from '../../../ports/host.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { layoutOf } from './layout.js'

/**
 * One row per system in the maintenance database, written on the primary with the worker's own clock and looked for on the replica:
 * both ages are read by one clock, and an idle primary does not look like a lagging replica.
 */
export async function beat(primary: Client, system: string, now: number): Promise<void> {
  await ensureTable(primary)
  await primary.query(
    `INSERT INTO qianyun_dr.heartbeat AS old (system, beat_at) VALUES ($1, to_timestamp($2 / 1000.0))
     ON CONFLICT (system) DO UPDATE SET beat_at = greatest(old.beat_at, excluded.beat_at)`,
    [system, now],
  )
}

/** Remembers on the DR host what the primary has committed: what a failover lost is measured against it when the primary can no longer be asked. */
export async function noteBeat(host: Host, place: DatabaseReplicaPlace, at: number): Promise<void> {
  if (at > (await notedBeat(host, place))) await host.write(layoutOf(place).beat, `${at}\n`)
}

/** 0 when none was noted. */
export async function notedBeat(host: Host, place: DatabaseReplicaPlace): Promise<number> {
  return Number((await host.read(layoutOf(place).beat)) ?? 0)
}

/** Milliseconds since 1970 of the newest heartbeat that this server holds. */
export async function newestBeat(session: Client, system: string): Promise<number | undefined> {
  if (!(await tableExists(session))) return undefined
  const select = 'SELECT round(extract(epoch FROM beat_at) * 1000) AS at FROM qianyun_dr.heartbeat WHERE system = $1'
  const { rows } = await session.query<{ at: string }>(select, [system])
  return rows[0] && Number(rows[0].at)
}

/** Removes the system's row and, with the last one, the schema. */
export async function forgetBeat(primary: Client, system: string): Promise<void> {
  if (!(await tableExists(primary))) return
  await primary.query('DELETE FROM qianyun_dr.heartbeat WHERE system = $1', [system])
  if (await hasDoors(primary)) await primary.query('DELETE FROM qianyun_dr.door WHERE system = $1', [system])
  const { rowCount } = await primary.query('SELECT FROM qianyun_dr.heartbeat LIMIT 1')
  if (rowCount === 0) await primary.query('DROP SCHEMA qianyun_dr CASCADE')
}

async function hasDoors(session: Client): Promise<boolean> {
  const { rows } = await session.query<{ found: boolean }>("SELECT to_regclass('qianyun_dr.door') IS NOT NULL AS found")
  return rows[0]?.found === true
}

async function ensureTable(primary: Client): Promise<void> {
  if (await tableExists(primary)) return
  await primary.query('CREATE SCHEMA IF NOT EXISTS qianyun_dr')
  await primary.query('CREATE TABLE IF NOT EXISTS qianyun_dr.heartbeat (system text PRIMARY KEY, beat_at timestamptz NOT NULL)')
}

async function tableExists(session: Client): Promise<boolean> {
  const { rows } = await session.query<{ found: boolean }>("SELECT to_regclass('qianyun_dr.heartbeat') IS NOT NULL AS found")
  return rows[0]?.found === true
}
