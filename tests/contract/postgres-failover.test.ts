import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { createPostgresFailover } from '../../src/adapters/postgres/failover/index.js'
import { createPostgresReplica } from '../../src/adapters/postgres/replica/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { failoverContract } from '../../src/ports/failover.contract.js'
import type { DatabaseEndpoint } from '../../src/ports/data-mover.js'
import { postgresBinaries, startPostgres } from '../support/postgres-server.js'
import { asServerUser, replicaPlace, stepContexts } from '../support/replica-place.js'

const application = { user: 'clerk', password: 'clerk-test-password' }

failoverContract('the PostgreSQL adapter', async () => {
  const primary = await startPostgres({ wal_log_hints: 'on' })
  const data = join(primary.folder, 'data')
  await primary.query('postgres', 'CREATE DATABASE app')
  await primary.query('app', `CREATE ROLE clerk LOGIN PASSWORD '${application.password}'`)
  await primary.query('app', 'CREATE TABLE bill (id int PRIMARY KEY); GRANT ALL ON bill TO clerk')
  const setting = await replicaPlace(primary, 'app')
  const place = { ...setting.place, appRoles: ['clerk'], primaryDataDirectory: data }
  const replica = createPostgresReplica({ clock: systemClock })
  const context = stepContexts()
  await replica.build(place, context())
  const endpoints = { primary: place.primary, dr: { ...place.primary, host: place.host, port: place.port } }
  let last = 0
  return {
    failover: createPostgresFailover({ clock: systemClock }), replica, place, wayBack: 'rewind' as const, context,
    async write(site) {
      last += 1
      const number = last
      return query({ ...endpoints[site], ...application }, `INSERT INTO bill VALUES (${number})`).then(() => number, () => undefined)
    },
    numbers: async (site) => (await query<{ id: number }>(endpoints[site], 'SELECT id FROM bill ORDER BY id')).map(({ id }) => id),
    mayLogIn: (site) => query({ ...endpoints[site], ...application }, 'SELECT').then(() => true, () => false),
    async holdPrimary() {
      const [receiver] = await query<{ pid: number }>(endpoints.primary, 'SELECT pid FROM pg_stat_wal_receiver')
      process.kill(receiver!.pid, 'SIGSTOP')
      setTimeout(() => process.kill(receiver!.pid, 'SIGCONT'), 400)
    },
    async cutStream() {
      await query(endpoints.dr, `ALTER SYSTEM SET primary_conninfo = ''`)
      await query(endpoints.dr, 'SELECT pg_reload_conf()')
      for (let rows: object[] = [{}]; rows.length > 0;) rows = await query(endpoints.dr, 'SELECT FROM pg_stat_wal_receiver')
    },
    async killPrimary() {
      process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
      while (await query(endpoints.primary, 'SELECT').then(() => true, () => false));
    },
    async startPrimary() {
      // Nobody may have waited for the process that was killed: then its number still looks alive.
      rmSync(join(data, 'postmaster.pid'))
      await primary.start()
    },
    async stop() {
      for (const directory of [data, place.dataDirectory]) pgCtl(['stop', '-m', 'immediate', '-D', directory])
      await primary.stop()
      setting.remove()
    },
  }
})

function pgCtl(parameters: readonly string[]): void {
  try {
    execFileSync(join(postgresBinaries, 'pg_ctl'), ['-s', '-w', ...parameters], { ...asServerUser(), cwd: '/', stdio: 'ignore' })
  } catch {
    // It had stopped.
  }
}

async function query<R extends object>(endpoint: DatabaseEndpoint, sql: string): Promise<R[]> {
  const client = new pg.Client(endpoint)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}
