import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { DiagnosticError } from '../../src/diagnostics/diagnostic.js'
import { codeOf, takeSteps } from '../../src/ports/data-mover.contract.js'
import type { DatabaseMove } from '../../src/ports/data-mover.js'
import { startPostgres } from '../support/postgres-server.js'
import { context, createBed, killWorkers, leftovers, startServers, syncedBed, writeOnce, type Bed, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

async function removed(bed: Promise<Bed>): Promise<Bed> {
  const made = await bed
  onTestFinished(() => made.remove())
  return made
}

describe('places that cannot be used', () => {
  const withSource = (move: DatabaseMove, change: Partial<DatabaseMove['source']>): DatabaseMove => ({ ...move, source: { ...move.source, ...change } })

  test.each([
    ['a wrong password', { password: 'not it' }, 'MOVE_LOGIN_REFUSED'],
    ['a port nobody listens on', { port: 1 }, 'MOVE_UNREACHABLE'],
    ['a database that does not exist', { database: 'nowhere' }, 'MOVE_DATABASE_MISSING'],
  ] as const)('%s has a code of its own, and the password is not in the message', async (_what, change, code) => {
    const bed = await removed(createBed(servers))
    const move = withSource(bed.move, change)

    const error = await bed.mover().preflight(move).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(DiagnosticError)
    expect(error).toMatchObject({ diagnostics: [{ code, params: { place: 'source' } }] })
    expect(JSON.stringify(error) + String(error)).not.toContain(move.source.password)
  })

  test('a role that is no superuser is refused', async () => {
    const bed = await removed(createBed(servers))
    const { user, password } = bed.app('source')

    expect(await codeOf(bed.mover().prepare(withSource(bed.move, { user, password }), context(1)))).toBe('MOVE_NOT_SUPERUSER')
  })

  test('a target that is not empty is refused and left as it is', async () => {
    const bed = await removed(createBed(servers))
    await bed.sql('target', 'CREATE TABLE public.theirs AS SELECT 1 AS one')
    await bed.mover().prepare(bed.move, context(1))

    expect(await codeOf(bed.mover().copy(bed.move, context(1)))).toBe('MOVE_TARGET_NOT_EMPTY')

    expect(await bed.sql('target', 'SELECT one FROM public.theirs')).toEqual([{ one: 1 }])
    const finding = { check: 'P28', severity: 'block', objects: ['public.theirs'], params: { count: 1, what: 'content' } }
    expect(await bed.mover().preflight(bed.move)).toContainEqual(finding)
  })

  test('a database that belongs to another move is refused', async () => {
    const bed = await removed(syncedBed(servers))

    expect(await codeOf(bed.mover().prepare({ ...bed.move, name: 'another' }, context(9)))).toBe('MOVE_OTHER_MOVE')
  })
})

describe('preflight', () => {
  test('a plain database has nothing that blocks', async () => {
    const bed = await removed(createBed(servers))

    const findings = await bed.mover().preflight(bed.move)

    expect(findings.filter(({ severity }) => severity === 'block')).toEqual([])
    expect(findings).toContainEqual({ check: 'P9', severity: 'fix', objects: ['biz.entry_id_seq'], params: { side: 'source', count: 1 } })
  })

  test('each pitfall is named with its objects', async () => {
    const bed = await removed(createBed(servers, `
      CREATE TABLE biz.no_key (a int); CREATE TABLE biz.has_index (a int NOT NULL UNIQUE); CREATE TABLE biz.no_equality (a json, b point);
      CREATE TABLE biz.comparable (a cidr, b varchar(3), c int[]); CREATE UNLOGGED TABLE biz.scratch (id int PRIMARY KEY);
      CREATE MATERIALIZED VIEW biz.view AS SELECT 1 AS one; SELECT lo_create(0); CREATE SEQUENCE biz.nearly MAXVALUE 100; SELECT setval('biz.nearly', 95);
      CREATE FUNCTION biz.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER always BEFORE INSERT ON biz.entry EXECUTE FUNCTION biz.f();
      ALTER TABLE biz.entry ENABLE ALWAYS TRIGGER always;`))
    await bed.sql('source', `ALTER ROLE ${bed.move.appRoles[0]} SUPERUSER`)

    const findings = await bed.mover().preflight({ ...bed.move, appRoles: [...bed.move.appRoles, 'missing_role'] })

    const found = (check: string, severity: string) => findings.find((finding) => finding.check === check && finding.severity === severity)?.objects
    expect(found('P1', 'fix')).toEqual(['biz.comparable', 'biz.no_equality', 'biz.no_key'])
    expect(found('P2', 'fix')).toEqual(['biz.has_index'])
    expect(found('P3', 'block')).toEqual(['biz.no_equality'])
    expect(found('P8', 'fix')).toEqual(['1 large objects'])
    expect(found('P9', 'warn')).toEqual(['biz.nearly 95 of 100'])
    expect(found('P10', 'warn')).toEqual(['biz.scratch'])
    expect(found('P11', 'fix')).toEqual(['biz.view'])
    expect(found('P16', 'block')).toEqual(['always on biz.entry'])
    expect(found('P18', 'block')).toEqual([bed.move.appRoles[0]])
    expect(found('P20', 'block')).toEqual(['missing_role'])
  })

  test('a server without logical log blocks, as does another encoding', async () => {
    const plain = await startPostgres({ wal_level: 'replica' })
    onTestFinished(() => plain.stop())
    const bed = await removed(createBed(servers))
    await plain.query('postgres', `CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`)

    const findings = await bed.mover().preflight({ ...bed.move, target: plain.endpoint('latin') })

    const remedy = { by: 'theirs', statements: ["ALTER SYSTEM SET wal_level = 'logical'"] }
    expect(findings).toContainEqual({ check: 'P5', severity: 'block', objects: ['wal_level = replica, needed logical'], params: { side: 'target', count: 1 }, remedy })
    expect(findings).toContainEqual({ check: 'P21', severity: 'block', objects: ['UTF8 -> LATIN1'], params: { count: 1, what: 'encoding' } })
  })
})

describe('interruptions', () => {
  const large = `
    CREATE TABLE biz.large AS SELECT i AS id, repeat(md5(i::text), 8) AS text FROM generate_series(1, 60000) i; ALTER TABLE biz.large ADD PRIMARY KEY (id);
    SELECT lo_from_bytea(0, 'object');`

  test.each(['the step is cancelled', 'the worker dies'])('a copy starts over after %s', async (what) => {
    const bed = await removed(createBed(servers, large))
    await bed.mover().prepare(bed.move, context(1))
    const cancel = new AbortController()
    const broken = bed.mover().copy(bed.move, context(1, cancel.signal)).then(() => 'copied', () => 'broken')
    await untilTargetHas(bed, 'biz.large')
    if (what === 'the worker dies') await killWorkers(bed)
    else cancel.abort()
    expect(await broken).toBe('broken')
    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'source', copied: false })

    const result = await bed.mover().copy(bed.move, context(2))

    expect(result).toMatchObject({ tables: 2, rows: 60_000, largeObjects: 1 })
    expect((await bed.mover().rehearse(bed.move, context(3))).result).toBe('pass')
  })

  test('the source crashing inside the fence comes back serving', async () => {
    const own = await startServers()
    onTestFinished(() => own.stop())
    const bed = await syncedBed(own)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'drain')
    await own.source.halt('SIGQUIT')
    await expect(session.abort()).rejects.toThrow()
    await own.source.start()

    expect(await bed.mover().recover(bed.move, context(3))).toBe('source')

    expect([await writeOnce(bed.app('source')), await writeOnce(bed.app('target'))]).toEqual([true, false])
    expect(Number((await bed.mover().syncStatus(bed.move)).lag)).toBeLessThan(1_000)
  })

  test('both servers crashing right behind the opening lose neither the opening nor the way back', async () => {
    const own = await startServers()
    onTestFinished(() => own.stop())
    const bed = await syncedBed(own)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    expect(await writeOnce(bed.app('target'))).toBe(true)
    await Promise.all([own.source.halt('SIGQUIT'), own.target.halt('SIGQUIT')])
    await session.close().catch(() => undefined)
    await Promise.all([own.source.start(), own.target.start()])

    expect(await bed.mover().recover(bed.move, context(3))).toBe('target')

    expect([await writeOnce(bed.app('source')), await writeOnce(bed.app('target'))]).toEqual([false, true])
    await bed.mover().syncStatus(bed.move)
    expect(await bed.sql('source', 'SELECT count(*)::int FROM biz.entry')).toEqual([{ count: 2 }])
  })

  test('the target being away during an abort does not keep the source closed', async () => {
    const own = await startServers()
    onTestFinished(() => own.stop())
    const bed = await syncedBed(own)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await session.fence()
    await own.target.halt('SIGINT')

    await session.abort()

    expect(await writeOnce(bed.app('source'))).toBe(true)
    await own.target.start()
    expect(await bed.mover().recover(bed.move, context(3))).toBe('source')
    expect(await bed.mover().status(bed.move)).toEqual({ serving: 'source', feed: true, copied: true, state: 'syncing' })
  })

  test('nothing behind the last token is carried over, and nothing the old feed brought goes back', async () => {
    const bed = await removed(syncedBed(servers))
    await bed.sql('source', `INSERT INTO biz.entry (writer) VALUES (1)`)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await bed.sql('source', `INSERT INTO biz.entry (writer) VALUES (2)`)
    await takeSteps(session, 'drain')
    await bed.sql('source', `INSERT INTO biz.entry (writer) VALUES (3)`)
    await session.fixups()
    await session.snapshots()
    await session.reverse()
    await session.open()
    const proof = await session.prove(() => undefined)
    await session.close()
    await bed.mover().syncStatus(bed.move)

    expect(await bed.sql('target', 'SELECT writer FROM biz.entry ORDER BY 1')).toEqual([{ writer: 1 }, { writer: 2 }])
    expect(await bed.sql('source', 'SELECT writer FROM biz.entry ORDER BY 1')).toEqual([{ writer: 1 }, { writer: 2 }, { writer: 3 }])
    // A write that the fence could not hold is lost to the new side, and the proof says so.
    expect(proof.result).toBe('fail')
    expect(proof.tables.find(({ table }) => table === 'biz.entry')).toMatchObject({ rowsSource: 3, rowsTarget: 2 })
    expect(await bed.mover().syncStatus(bed.move)).toMatchObject({ applyErrors: 0 })
  })

  test('the fence waits for the open write transaction of another role, and what it commits is not lost', async () => {
    const bed = await removed(syncedBed(servers))
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    const other = bed.sql('source', 'INSERT INTO biz.entry (writer) VALUES (1); SELECT pg_sleep(0.5)')
    await untilSourceWrites(bed)

    await takeSteps(session, 'open')
    await other
    await session.close()

    expect(session.timings.fence).toBeGreaterThan(200)
    expect(await bed.sql('target', 'SELECT writer FROM biz.entry')).toEqual([{ writer: 1 }])
  })

  test('an open transaction of the application is ended by the fence, and its rows are on neither side', async () => {
    const bed = await removed(syncedBed(servers))
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    const client = new pg.Client(bed.app('source'))
    client.on('error', () => undefined)
    await client.connect()
    await client.query('BEGIN; INSERT INTO biz.entry (writer) VALUES (1)')

    await takeSteps(session, 'open')

    await expect(client.query('COMMIT')).rejects.toThrow()
    await session.close()
    for (const side of ['source', 'target'] as const) expect(await bed.sql(side, 'SELECT writer FROM biz.entry')).toEqual([])
  })

  test('finish also undoes a move that was only prepared', async () => {
    const bed = await removed(createBed(servers, 'CREATE TABLE biz.no_key (a int);'))
    await bed.mover().prepare(bed.move, context(1))
    await bed.sql('source', 'UPDATE biz.no_key SET a = 1')

    await bed.mover().finish(bed.move, context(2))

    expect(await leftovers(bed)).toEqual([])
    expect(await writeOnce(bed.app('source'))).toBe(true)
  })
})

async function untilSourceWrites(bed: Bed): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const [row] = await bed.sql<{ open: number }>(
      'source', `SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL`)
    if (row?.open) return
  }
}

async function untilTargetHas(bed: Bed, table: string): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const [row] = await bed.sql<{ there: boolean }>('target', 'SELECT to_regclass($1) IS NOT NULL AS there', [table])
    if (row?.there) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
