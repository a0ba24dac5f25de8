import mysql from 'mysql2/promise'
import { createMariadbMover } from '../../src/adapters/mariadb/mover/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { unlimited } from '../../src/adapters/throttle/unlimited.js'
import type { MoverBed } from '../../src/ports/data-mover.contract.js'
import { stepContext } from '../../src/ports/data-mover.contract.js'
import type { DatabaseEndpoint, DatabaseMove, DatabaseSource, DataMover, Side } from '../../src/ports/data-mover.js'
import { startMariadb, type MariadbServer } from '../support/mariadb-server.js'
import { connected, startMariadbWriters } from './mariadb-writers.js'

export interface Servers {
  readonly source: MariadbServer
  readonly target: MariadbServer
  stop(): Promise<void>
}

/** Two servers as the move wants them: numbers and domains of their own. */
export async function startServers(settings: Readonly<Record<string, string>> = {}): Promise<Servers> {
  const [source, target] = await Promise.all(['1', '2'].map((id) => startMariadb({ server_id: id, gtid_domain_id: id, gtid_strict_mode: '1', ...settings })))
  return { source: source!, target: target!, stop: async () => void (await Promise.all([source!.stop(), target!.stop()])) }
}

const appPassword = 'app password'

/** One database on each server, an application account of its own, a table it writes to. */
export interface Bed {
  readonly move: DatabaseMove
  readonly servers: Servers
  mover(): DataMover<DatabaseMove, DatabaseSource>
  /** Statements as administrator. */
  sql<R extends object>(side: Side, sql: string, values?: readonly unknown[]): Promise<R[]>
  app(side: Side): DatabaseEndpoint
  remove(): Promise<void>
}

let beds = 0

export const mover = (): DataMover<DatabaseMove, DatabaseSource> =>
  createMariadbMover({ binaries: '/usr/bin', clock: systemClock, throttle: unlimited })

export async function createBed(servers: Servers, schema = '', names: { database?: string; user?: string; move?: string } = {}): Promise<Bed> {
  beds += 1
  const database = names.database ?? `bed_${beds}`
  const user = names.user ?? `app_${beds}`
  const quoted = mysql.escapeId(database, true)
  const account = `${mysql.escape(user)}@'%'`
  for (const server of [servers.source, servers.target]) await server.query(null, `CREATE DATABASE ${quoted}`)
  await servers.source.query(database, `
    CREATE USER ${account} IDENTIFIED BY '${appPassword}'; GRANT ALL PRIVILEGES ON ${quoted.replaceAll('_', '\\_')}.* TO ${account};
    CREATE TABLE entry (id bigint AUTO_INCREMENT PRIMARY KEY, writer int NOT NULL, note text, at timestamp(6) DEFAULT current_timestamp(6));
    INSERT INTO entry (writer, note) VALUES (0, 'first'); ${schema}`)
  const move: DatabaseMove = {
    kind: 'mariadb', uplink: null, system: `system-${beds}`, name: names.move ?? `move_${beds}`, appRoles: [`${user}@%`],
    source: servers.source.endpoint(database), target: servers.target.endpoint(database),
  }
  return {
    move, servers, mover,
    sql: (side, sql, values) => servers[side].query(database, sql, values),
    app: (side) => ({ ...servers[side].endpoint(database), user, password: appPassword }),
    async remove() {
      await mover().finish(move, stepContext(1_000_000)).catch(() => undefined)
      for (const server of [servers.source, servers.target]) {
        await server.query(null, `SET GLOBAL read_only = 0; DROP DATABASE IF EXISTS ${quoted}; DROP USER IF EXISTS ${account}`)
      }
    },
  }
}

/** Copied and followed: what every switch starts from. */
export async function syncedBed(servers: Servers, schema = '', names: Parameters<typeof createBed>[2] = {}): Promise<Bed> {
  const bed = await createBed(servers, schema, names)
  await bed.mover().prepare(bed.move, stepContext(1))
  await bed.mover().copy(bed.move, stepContext(1))
  return bed
}

/** Connects as the application and inserts one row; false when the door is closed. */
export async function writeOnce(endpoint: DatabaseEndpoint): Promise<boolean> {
  try {
    const client = await connected(endpoint)
    await client.query(`INSERT INTO entry (writer, note) VALUES (9, 'once')`).finally(() => client.end())
    return true
  } catch {
    return false
  }
}

export async function contractBed(servers: Servers): Promise<MoverBed> {
  const bed = await createBed(servers)
  return {
    move: bed.move, mover: bed.mover, remove: bed.remove,
    rows: (side) => bed.sql<{ count: number }>(side, 'SELECT count(*) AS count FROM entry').then(([row]) => row?.count ?? -1),
    write: (side) => writeOnce(bed.app(side)),
    load() {
      const writers = startMariadbWriters(bed.app, { clients: 8, rate: 400 })
      return {
        async stop(side) {
          await writers.stop()
          const present = new Set((await bed.sql<{ id: number }>(side, 'SELECT id FROM entry')).map(({ id }) => String(id)))
          return { acknowledged: writers.acknowledged.size, lost: [...writers.acknowledged].filter((id) => !present.has(id)).length }
        },
      }
    },
    killWorkers: () => killWorkers(bed),
    hinder: (side) => hinder(bed, side),
    leftovers: () => leftovers(bed),
  }
}

export async function killWorkers(bed: Bed): Promise<void> {
  for (const side of ['source', 'target'] as const) {
    const ids = await bed.sql<{ id: number }>(side, `SELECT id FROM information_schema.processlist WHERE user = 'migr' AND id <> connection_id()`)
    for (const { id } of ids) await bed.sql(side, `KILL ${id}`).catch(() => undefined)
  }
}

/** Locks the token's table: the feed waits behind it. */
async function hinder(bed: Bed, side: Side): Promise<() => Promise<void>> {
  const client = await connected(bed.servers[side].endpoint(`qianyun_mig_${bed.move.name}`))
  await client.query('LOCK TABLES token READ')
  return () => client.end()
}

export async function leftovers(bed: Bed): Promise<readonly string[]> {
  const found = await Promise.all((['source', 'target'] as const).map(async (side) => {
    const connections = await bed.sql<{ Connection_name: string }>(side, 'SHOW ALL SLAVES STATUS')
    const others = await bed.sql<{ name: string }>(side, `
      SELECT concat('schema ', schema_name) AS name FROM information_schema.schemata WHERE schema_name LIKE 'qianyun%'
      UNION ALL SELECT concat('account ', user) FROM mysql.global_priv WHERE user LIKE 'qianyun%'`)
    return [...connections.map(({ Connection_name }) => `connection ${Connection_name}`), ...others.map(({ name }) => name)]
  }))
  return found.flat()
}
