import { readdirSync, readlinkSync } from 'node:fs'
import mysql from 'mysql2/promise'
import { createMariadbFailover } from '../../src/adapters/mariadb/failover/index.js'
import { createMariadbReplica } from '../../src/adapters/mariadb/replica/index.js'
import { createLocalHost } from '../../src/adapters/postgres/replica/local-host.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import type { DatabaseEndpoint } from '../../src/ports/data-mover.js'
import { failoverContract } from '../../src/ports/failover.contract.js'
import { mariadbPlace } from '../support/mariadb-place.js'
import { startMariadb } from '../support/mariadb-server.js'
import { stepContexts } from '../support/replica-place.js'

const application = { user: 'clerk', password: 'clerk-test-password' }

failoverContract('the MariaDB adapter', async () => {
  const primary = await startMariadb()
  await primary.query(null, 'CREATE DATABASE app; CREATE TABLE app.bill (id int PRIMARY KEY)')
  await primary.query(null, `CREATE USER clerk@'%' IDENTIFIED BY '${application.password}'; GRANT ALL ON app.* TO clerk@'%'`)
  const setting = await mariadbPlace(primary, 'app')
  const place = { ...setting.place, appRoles: ['clerk@%'], primaryDataDirectory: primary.data }
  const tools = { clock: systemClock, host: createLocalHost('mysql') }
  const replica = createMariadbReplica(tools)
  const context = stepContexts()
  await replica.build(place, context())
  const endpoints = { primary: place.primary, dr: { ...place.primary, host: place.host, port: place.port } }
  let last = 0
  return {
    failover: createMariadbFailover(tools), replica, place, wayBack: 'rebuild' as const, context,
    async write(site) {
      last += 1
      const number = last
      return query({ ...endpoints[site], ...application }, `INSERT INTO bill VALUES (${number})`).then(() => number, () => undefined)
    },
    numbers: async (site) => (await query<{ id: number }>(endpoints[site], 'SELECT id FROM bill ORDER BY id')).map(({ id }) => id),
    mayLogIn: (site) => query({ ...endpoints[site], ...application }, 'SELECT 1').then(() => true, () => false),
    async holdPrimary() {
      const connection = await mysql.createConnection(endpoints.primary)
      await connection.query('LOCK TABLES bill WRITE')
      setTimeout(() => connection.destroy(), 400)
    },
    cutStream: async () => void (await query(endpoints.dr, 'STOP SLAVE IO_THREAD')),
    async killPrimary() {
      for (const pid of serversIn(primary.data)) process.kill(pid, 'SIGKILL')
      while (await query(endpoints.primary, 'SELECT 1').then(() => true, () => false));
    },
    startPrimary: () => primary.start(),
    async stop() {
      for (const pid of [...serversIn(primary.data), ...serversIn(place.dataDirectory)]) process.kill(pid, 'SIGKILL')
      await primary.stop()
      setting.remove()
    },
  }
})

/** Processes that work in a data directory: after a way back the server is no child of this process any more. */
function serversIn(directory: string): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => workingDirectory(pid) === directory).map(Number)
}

function workingDirectory(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

async function query<R extends object>(endpoint: DatabaseEndpoint, sql: string): Promise<R[]> {
  const connection = await mysql.createConnection(endpoint)
  connection.on('error', () => undefined)
  try {
    const [rows] = await connection.query(sql)
    return rows as R[]
  } finally {
    connection.destroy()
  }
}
