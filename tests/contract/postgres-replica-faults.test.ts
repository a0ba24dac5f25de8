import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from 'pg'
import { createPostgresReplica } from '../../src/adapters/postgres/replica/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import type { DatabaseReplicaPlace } from '../../src/ports/replica.js'
import type { PostgresServer } from '../support/postgres-server.js'
import { postgresBinaries, startPostgres } from '../support/postgres-server.js'
import { asServerUser, giveToServers, replicaPlace, stepContexts } from '../support/replica-place.js'

const slot = 'qianyun_dr_social_insurance'

describe('the PostgreSQL replica after faults', () => {
  const replica = createPostgresReplica({ clock: systemClock })
  const context = stepContexts()
  let primary: PostgresServer
  let setting: Awaited<ReturnType<typeof replicaPlace>>
  let place: DatabaseReplicaPlace
  beforeAll(async () => {
    primary = await startPostgres()
    setting = await replicaPlace(primary, 'app')
    place = setting.place
    const space = join(setting.folder, 'fast-disk')
    mkdirSync(space)
    giveToServers(space)
    await primary.query('postgres', 'CREATE DATABASE app')
    await primary.query('app', `CREATE TABLESPACE fast LOCATION '${space}'`)
    await primary.query('app', 'CREATE TABLE bill (id int PRIMARY KEY) TABLESPACE fast')
    await primary.query('app', 'INSERT INTO bill SELECT generate_series(1, 1000)')
  })
  afterAll(async () => {
    await replica.destroy(place)
    await primary.stop()
    setting.remove()
  })

  it('refuses a folder with somebody else\'s files and leaves them', async () => {
    const directory = join(setting.folder, 'foreign')
    mkdirSync(directory)
    writeFileSync(join(directory, 'letter.txt'), 'dear all')

    for (const act of [() => replica.build({ ...place, dataDirectory: directory }, context()), () => replica.destroy({ ...place, dataDirectory: directory })]) {
      await expect(act()).rejects.toMatchObject({ diagnostics: [{ code: 'REPLICA_DIRECTORY_FOREIGN' }] })
    }
    expect(readdirSync(directory)).toEqual(['letter.txt'])
  })

  it('says which port is taken', async () => {
    const other = createServer().listen(place.port, '127.0.0.1')

    await expect(replica.build(place, context())).rejects.toMatchObject({ diagnostics: [{ code: 'REPLICA_PORT_TAKEN', params: { port: place.port } }] })
    other.close()
  })

  it('builds although an orphan of a killed worker still copies and holds the slot', async () => {
    await replica.destroy(place)
    const orphan = copyFrom(primary.port, 'replica.building.0-1-0', ['-C', '-S', slot, '--max-rate=1M'], slot)
    await until(async () => (await primary.query('postgres', 'SELECT FROM pg_replication_slots WHERE active')).length === 1)

    await replica.build(place, context())

    await ended(orphan)
    expect(await replica.status(place)).toMatchObject({ streaming: true })
    expect(readdirSync(setting.folder).filter((name) => name.includes('building'))).toEqual([])
    expect(await primary.query('postgres', 'SELECT slot_name::text AS name, active FROM pg_replication_slots')).toEqual([{ name: slot, active: true }])
  })

  it('keeps the password in a private file only', () => {
    const { password } = place.primary
    const passfile = `${place.dataDirectory}.pgpass`

    expect(readFileSync(passfile, 'utf8')).toContain(password)
    expect(statSync(passfile).mode & 0o777).toBe(0o600)
    expect(grep(password, place.dataDirectory)).toBe('')
    expect(commandLines()).not.toContain(password)
  })

  it('starts a replica that was stopped, without a new copy', async () => {
    const { ino } = statSync(place.dataDirectory)
    pgCtl(['stop', '-m', 'immediate', '-D', place.dataDirectory])

    await replica.build(place, context())

    expect(statSync(place.dataDirectory).ino).toBe(ino)
    expect(await replica.status(place)).toMatchObject({ streaming: true })
  })

  it('copies again when the slot is gone', async () => {
    const { ino } = statSync(place.dataDirectory)
    pgCtl(['stop', '-m', 'fast', '-D', place.dataDirectory])
    await until(async () => (await primary.query('postgres', 'SELECT FROM pg_replication_slots WHERE NOT active')).length === 1)
    await primary.query('postgres', `SELECT pg_drop_replication_slot('${slot}')`)

    await replica.build(place, context())

    expect(statSync(place.dataDirectory).ino).not.toBe(ino)
    expect(await replica.status(place)).toMatchObject({ streaming: true })
  })

  it('copies again when the copy does not start', async () => {
    pgCtl(['stop', '-m', 'fast', '-D', place.dataDirectory])
    rmSync(join(place.dataDirectory, 'global'), { recursive: true })

    await replica.build(place, context())

    expect(await replica.status(place)).toMatchObject({ streaming: true })
  })

  it('follows a place whose port has changed', async () => {
    const moved = { ...place, port: place.drillPort, drillPort: place.port }

    await replica.build(moved, context())
    expect(await replica.status(moved)).toMatchObject({ streaming: true })

    await replica.build(place, context())
    expect(await replica.status(place)).toMatchObject({ streaming: true })
  })

  it('drills although the clone of a killed worker still runs on the drill port', async () => {
    const left = join(setting.folder, 'replica.drill.0-1-0')
    await ended(copyFrom(place.port, 'replica.drill.0-1-0', [], 'other'))
    pgCtl(['start', '-D', left, '-l', `${left}.log`, '-o', `-c port=${place.drillPort} -c primary_conninfo= -c primary_slot_name=`])

    expect(await replica.drill(place, context())).toMatchObject({ result: 'pass' })
    expect(readdirSync(setting.folder).filter((name) => name.includes('drill'))).toEqual([])
  })

  it('leaves nothing behind when a drill is called off', async () => {
    const calledOff = new AbortController()
    setTimeout(() => calledOff.abort(), 150)

    await expect(replica.drill(place, { ...context(), signal: calledOff.signal })).rejects.toThrow()

    expect(readdirSync(setting.folder).filter((name) => name.includes('drill'))).toEqual([])
    expect(await replica.status(place)).toMatchObject({ streaming: true })
  })

  it('measures the data that a replica which fell behind would lose', async () => {
    const [receiver] = await onReplica<{ pid: number }>('SELECT pid FROM pg_stat_wal_receiver')
    process.kill(receiver!.pid, 'SIGSTOP')
    await new Promise((resolve) => { setTimeout(resolve, 500) })

    const { lag } = await replica.status(place)
    const { rpoMs, checks } = await replica.drill(place, context()).finally(() => process.kill(receiver!.pid, 'SIGCONT'))

    expect(lag).toBeGreaterThan(500)
    expect(rpoMs).toBeGreaterThan(500)
    expect(checks).toContainEqual({ name: 'heartbeat_present', pass: true })
  })

  it('does not drill a replica that does not stream', async () => {
    pgCtl(['stop', '-m', 'fast', '-D', place.dataDirectory])
    await expect(replica.drill(place, context())).rejects.toMatchObject({ diagnostics: [{ code: 'REPLICA_UNREACHABLE' }] })

    await replica.build(place, context())
    await primary.halt('SIGINT')
    expect(await replica.status(place)).toMatchObject({ streaming: false })
    await primary.start()
    await until(async () => (await replica.status(place)).streaming)
  })

  it('neither rebuilds nor deletes a replica that was promoted in earnest', async () => {
    await onReplica('SELECT pg_promote()')

    for (const act of [() => replica.build(place, context()), () => replica.destroy(place)]) {
      await expect(act()).rejects.toMatchObject({ diagnostics: [{ code: 'REPLICA_PROMOTED' }] })
    }
    expect(await onReplica('SELECT pg_is_in_recovery() AS standby')).toEqual([{ standby: false }])

    pgCtl(['stop', '-m', 'fast', '-D', place.dataDirectory])
    rmSync(place.dataDirectory, { recursive: true })
  })

  function copyFrom(port: number, folder: string, options: readonly string[], name: string): ChildProcess {
    const { host, user } = place.primary
    const passfile = join(setting.folder, 'test.pgpass')
    writeFileSync(passfile, `*:*:*:${user}:${place.primary.password}\n`, { mode: 0o600 })
    giveToServers(passfile)
    const from = `host=${host} port=${port} user=${user} application_name=${name}`
    const parameters = ['-d', from, '-D', join(setting.folder, folder), '-X', 'stream', '-c', 'fast']
    const mapping = ['-T', `${tablespaceOf(port)}=${join(setting.folder, `${folder}.tablespaces`)}`]
    const how = { ...asServerUser(), cwd: '/', env: { PGPASSFILE: passfile }, stdio: 'ignore' as const }
    return spawn(join(postgresBinaries, 'pg_basebackup'), [...parameters, ...mapping, ...options], how)
  }

  function tablespaceOf(port: number): string {
    if (port === primary.port) return join(setting.folder, 'fast-disk')
    const folder = readdirSync(setting.folder).find((name) => name.startsWith('replica.tablespaces.'))!
    return join(setting.folder, folder, readdirSync(join(setting.folder, folder))[0]!)
  }

  async function onReplica<R extends object>(sql: string): Promise<R[]> {
    const client = new Client({ ...place.primary, port: place.port })
    await client.connect()
    try {
      return (await client.query<R>(sql)).rows
    } finally {
      await client.end()
    }
  }
})

function pgCtl(parameters: readonly string[]): void {
  execFileSync(join(postgresBinaries, 'pg_ctl'), ['-s', '-w', ...parameters], { ...asServerUser(), cwd: '/', stdio: 'ignore' })
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve()
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 200; tried++) {
    if (await holds()) return
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
  throw new Error('it did not come true within 10 s')
}

/** Names of the files below a folder that hold the text. */
function grep(text: string, folder: string): string {
  try {
    return execFileSync('grep', ['-rlF', '-e', text, folder], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function commandLines(): string {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`)).map((name) => readCommandLine(name)).join('\n')
}

function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
