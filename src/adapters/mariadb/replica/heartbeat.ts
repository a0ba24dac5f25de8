import type { Host } from '../../../ports/host.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { layoutOf } from './layout.js'

/**
 * One row per system in a database of its own, written on the primary with the worker's own clock and looked for on the replica:
 * both ages are read by one clock, and an idle primary does not look like a lagging replica.
 */
export async function beat(primary: Session, system: string, now: number): Promise<void> {
  if (!(await tableExists(primary, 'heartbeat'))) {
    await primary.run('CREATE DATABASE IF NOT EXISTS qianyun_dr')
    await primary.run('CREATE TABLE IF NOT EXISTS qianyun_dr.heartbeat (`system` varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY, beat_at bigint NOT NULL) ENGINE = InnoDB')
  }
  await primary.rows('INSERT INTO qianyun_dr.heartbeat VALUES (?, ?) ON DUPLICATE KEY UPDATE beat_at = greatest(beat_at, VALUES(beat_at))', [system, now])
}

/** Milliseconds since 1970 of the newest heartbeat that this server holds. */
export async function newestBeat(session: Session, system: string): Promise<number | undefined> {
  if (!(await tableExists(session, 'heartbeat'))) return undefined
  const [row] = await session.rows<{ at: string | number }>('SELECT beat_at AS at FROM qianyun_dr.heartbeat WHERE `system` = ?', [system])
  return row && Number(row.at)
}

/** Removes the system's rows and, with the last heartbeat, the database. */
export async function forgetBeat(primary: Session, system: string): Promise<void> {
  if (!(await tableExists(primary, 'heartbeat'))) return
  await primary.rows('DELETE FROM qianyun_dr.heartbeat WHERE `system` = ?', [system])
  if (await tableExists(primary, 'door')) await primary.rows('DELETE FROM qianyun_dr.door WHERE `system` = ?', [system])
  const left = await primary.rows('SELECT 1 FROM qianyun_dr.heartbeat LIMIT 1')
  if (left.length === 0) await primary.run('DROP DATABASE qianyun_dr')
}

/** Remembers on the DR host what the primary has committed: what a failover lost is measured against it when the primary can no longer be asked. */
export async function noteBeat(host: Host, place: DatabaseReplicaPlace, at: number): Promise<void> {
  if (at > (await notedBeat(host, place))) await host.write(layoutOf(place).beat, `${at}\n`)
}

/** 0 when none was noted. */
export async function notedBeat(host: Host, place: DatabaseReplicaPlace): Promise<number> {
  return Number((await host.read(layoutOf(place).beat)) ?? 0)
}

export async function tableExists(session: Session, table: 'heartbeat' | 'door'): Promise<boolean> {
  const found = await session.rows(`SELECT 1 FROM information_schema.tables WHERE table_schema = 'qianyun_dr' AND table_name = ?`, [table])
  return found.length > 0
}
