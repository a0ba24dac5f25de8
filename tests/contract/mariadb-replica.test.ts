import { readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import mysql from 'mysql2/promise'
import { expect, test } from 'vitest'
import { createMariadbReplica } from '../../src/adapters/mariadb/replica/index.js'
import { createLocalHost } from '../../src/adapters/postgres/replica/local-host.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import type { DatabaseEndpoint } from '../../src/ports/data-mover.js'
import type { Host } from '../../src/ports/host.js'
import { replicaContract } from '../../src/ports/replica.contract.js'
import { mariadbPlace } from '../support/mariadb-place.js'
import { startMariadb, type MariadbServer } from '../support/mariadb-server.js'
import { stepContexts } from '../support/replica-place.js'

/** Settings and every object and account, but no heartbeat and nothing that the users write. */
const fingerprint = [
  `SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema <> 'information_schema' ORDER BY 1, 2`,
  `SELECT variable_name, variable_value FROM information_schema.global_variables WHERE variable_name NOT LIKE '%GTID%' ORDER BY 1`,
  'SELECT user, host FROM mysql.global_priv ORDER BY 1, 2',
] as const

replicaContract('the MariaDB adapter', async () => {
  const primary = await startMariadb()
  await primary.query(null, 'CREATE DATABASE app; CREATE TABLE app.bill (id int AUTO_INCREMENT PRIMARY KEY, note text)')
  await primary.query('app', 'INSERT INTO bill (note) SELECT md5(seq) FROM seq_1_to_20000')
  const { place, remove } = await mariadbPlace(primary, 'app')
  const users = keepWriting(primary)
  const replica = createMariadbReplica({ clock: systemClock, host: createLocalHost('mysql') })
  return {
    replica: { ...replica, drill: async (_, context) => printed(await replica.drill(place, context)) } as typeof replica,
    place,
    context: stepContexts(),
    rowsOnPrimary: () => rowsAt(place.primary),
    rowsOnReplica: () => rowsAt({ ...place.primary, port: place.port }).catch(() => undefined),
    fingerprintOfPrimary: async () => JSON.stringify(await Promise.all(fingerprint.map((sql) => primary.query(null, sql)))),
    leftOnPrimary: async () => (await primary.query<{ name: string }>(null, `SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE 'qianyun%'`)).map(({ name }) => name),
    async stop() {
      await users.stop()
      await replica.destroy(place)
      await primary.stop()
      remove()
    },
  }
})

test('servers of one host leave one another\'s temporary tables alone, and nothing is left beside the data directory', async () => {
  const primary = await startMariadb()
  const { place, folder, remove } = await mariadbPlace(primary, 'app')
  const replica = createMariadbReplica({ clock: systemClock, host: createLocalHost('mysql') })
  const context = stepContexts()
  try {
    await primary.query(null, 'CREATE DATABASE app; CREATE TABLE app.bill (id int PRIMARY KEY)')
    await replica.build(place, context())
    const user = await mysql.createConnection({ ...place.primary, port: place.port })
    await user.query('CREATE TEMPORARY TABLE draft (id int PRIMARY KEY) ENGINE = Aria')
    const [[{ folder: temporary, held }]] = await user.query('SELECT @@tmpdir AS folder, @@global.read_only AS held') as unknown as [[{ folder: string; held: number }]]
    const drafts = () => readdirSync(temporary).filter((name) => name.startsWith('#sql'))
    const before = drafts()

    expect((await replica.drill(place, context())).result).toBe('pass')

    expect(temporary).toBe(`${place.dataDirectory}.tmp`)
    expect(held).toBe(1)
    expect(before.length).toBeGreaterThan(0)
    expect(drafts()).toEqual(before)
    await user.end()
    await replica.destroy(place)
    expect(readdirSync(folder)).toEqual([])
  } finally {
    await replica.destroy(place).catch(() => undefined)
    await primary.stop()
    remove()
  }
})

test('a primary whose files are on another host is copied over the network, accounts and routines included', async () => {
  const primary = await startMariadb()
  const { place, folder, remove } = await mariadbPlace(primary, 'app')
  const local = createLocalHost('mysql')
  const programs: string[] = []
  const elsewhere: Host = {
    ...local,
    // The same path holds another server's files on that host.
    list: async (path) => (path.startsWith(primary.data) ? ['heartbeat.ibd', 'ibdata1', 'mysql'] : local.list(path)),
    run: (call) => {
      programs.push(call.program)
      return local.run(call)
    },
  }
  const replica = createMariadbReplica({ clock: systemClock, host: elsewhere })
  try {
    await primary.query(null, `CREATE DATABASE app; CREATE TABLE app.bill (id int PRIMARY KEY, note longblob); INSERT INTO app.bill VALUES (1, x'00ff27'), (2, '文');
      CREATE USER clerk@'%' IDENTIFIED BY 'clerk-test-password'; GRANT ALL ON app.* TO clerk@'%'; SET GLOBAL log_bin_trust_function_creators = 1; CREATE FUNCTION app.twice(n int) RETURNS int RETURN n * 2;
      CREATE EVENT app.tick ON SCHEDULE EVERY 1 SECOND DO DELETE FROM app.bill; SET GLOBAL gtid_domain_id = 7; INSERT INTO app.bill VALUES (3, NULL)`)

    const context = stepContexts()
    let dead = false
    const dying: Host = {
      ...elsewhere,
      run: (call) => {
        dead ||= call.program === 'bash'
        return dead ? Promise.reject(new Error('killed')) : local.run(call)
      },
    }
    await expect(createMariadbReplica({ clock: systemClock, host: dying }).build(place, context())).rejects.toThrow('killed')

    await replica.build(place, context())

    await primary.query('app', 'INSERT INTO bill VALUES (4, NULL)')
    await expect.poll(async () => (await replica.status(place)).streaming).toBe(true)
    const clerk = await mysql.createConnection({ ...place.primary, port: place.port, user: 'clerk', password: 'clerk-test-password' })
    const [rows] = await clerk.query('SELECT count(*) AS count, sum(hex(note) = \'00FF27\') AS bytes, twice(21) AS twice FROM bill')
    const [held] = await clerk.query('SELECT @@global.read_only AS held')
    await clerk.end()
    expect([rows, held]).toEqual([[{ count: 4, bytes: '1', twice: 42 }], [{ held: 1 }]])
    expect(programs).not.toContain('mariadb-backup')
    expect(await primary.query(null, 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = \'qianyun_dr\'')).toEqual([{ name: 'heartbeat' }])
    expect(readdirSync(folder).filter((name) => /building|login/.test(name))).toEqual([])
  } finally {
    await replica.destroy(place).catch(() => undefined)
    await primary.stop()
    remove()
  }
})

/** 50 rows a second, as users of the system would. */
function keepWriting(primary: MariadbServer): { stop(): Promise<void> } {
  let running = true
  const writing = (async () => {
    while (running) {
      await primary.query('app', `INSERT INTO bill (note) VALUES ('new')`)
      await pause(20)
    }
  })()
  return { stop: () => { running = false; return writing } }
}

async function rowsAt(endpoint: DatabaseEndpoint): Promise<number> {
  const connection = await mysql.createConnection(endpoint)
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT count(*) AS n FROM bill')
    return Number(rows[0]!['n'])
  } finally {
    await connection.end()
  }
}

function printed<T>(result: T): T {
  console.log(JSON.stringify(result))
  return result
}
