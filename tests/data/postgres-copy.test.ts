import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createPostgresMover, type MoverOptions } from '../../src/adapters/postgres/mover/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { unlimited } from '../../src/adapters/throttle/unlimited.js'
import { bytes } from '../../src/model/bytes.js'
import type { Progress } from '../../src/model/step.js'
import { codeOf } from '../../src/ports/data-mover.contract.js'
import type { Copier, CopyResult, DatabaseMove, Side } from '../../src/ports/data-mover.js'
import type { Throttle } from '../../src/ports/throttle.js'
import { postgresBinaries, startPostgres } from '../support/postgres-server.js'
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js'
import { oddChanges, oddTables } from './odd-rows.js'
import { context, createBed, startServers, writeOnce, type Bed, type Servers } from './postgres-bed.js'
import { startWriters } from './writers.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

async function preparedBed(schema: string): Promise<Bed> {
  const bed = await createBed(servers, schema)
  onTestFinished(() => bed.remove())
  await bed.mover().prepare(bed.move, context(1))
  return bed
}

const mover = (options: Partial<MoverOptions> = {}) => createPostgresMover({ binaries: postgresBinaries, clock: systemClock, throttle: unlimited, ...options })

/** Everything a database holds, by another tool's word: one sorted line each, without what a move itself puts there. */
function contentOf({ host, port, database, user, password }: DatabaseMove['source']): readonly string[] {
  const flags = ['--no-publications', '--no-subscriptions', '--exclude-schema=qianyun_mig', '--no-unlogged-table-data', '--blobs', '--encoding=UTF8']
  const env = { PATH: process.env.PATH, PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user, PGPASSWORD: password }
  const text = execFileSync(join(postgresBinaries, 'pg_dump'), flags, { env, encoding: 'utf8', maxBuffer: 1e9 })
  return text.split('\n').filter((line) => line !== '' && !/^(--|\\(un)?restrict )/.test(line)).sort()
}

function expectEqualContent(bed: Bed, atLeast: number): void {
  const source = contentOf(bed.move.source)
  expect(source.length).toBeGreaterThan(atLeast)
  expect(contentOf(bed.move.target)).toEqual(source)
}

/** Kinds that the odd tables leave out. */
const oddObjects = `
  CREATE TABLE biz.booked (room int, during tsrange, EXCLUDE USING gist (int4range(room, room, '[]') WITH =, during WITH &&));
  CREATE TABLE biz.nothing (); CREATE TABLE biz.only_computed (a int GENERATED ALWAYS AS (3) STORED);
  CREATE TABLE biz.dropped (gone int, id int PRIMARY KEY, also_gone text, note text); ALTER TABLE biz.dropped DROP gone; ALTER TABLE biz.dropped DROP also_gone;
  CREATE TABLE biz.hen (id int PRIMARY KEY, egg int); CREATE TABLE biz.egg (id int PRIMARY KEY, hen int REFERENCES biz.hen);
  ALTER TABLE biz.hen ADD FOREIGN KEY (egg) REFERENCES biz.egg DEFERRABLE;
  CREATE TABLE biz.late_key (id int, other int,
    CONSTRAINT late_key_pk PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT late_key_u UNIQUE (other) INCLUDE (id));
  CREATE TABLE biz.heir (more text) INHERITS (biz.parent); CREATE TABLE biz.loaded (id int PRIMARY KEY, note text, half int);
  CREATE INDEX loaded_lower ON biz.loaded (lower(note)); CREATE INDEX loaded_some ON biz.loaded (half DESC NULLS LAST) INCLUDE (note) WHERE half > 3;
  CREATE FUNCTION biz.twice(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 2 * $1'; CREATE INDEX loaded_twice ON biz.loaded (biz.twice(half));
  CREATE INDEX loaded_note ON biz.loaded USING hash (note); CREATE UNIQUE INDEX loaded_half ON biz.loaded (id, half);
  ALTER TABLE biz.loaded CLUSTER ON loaded_half;
  ALTER INDEX biz.loaded_lower ALTER COLUMN 1 SET STATISTICS 500; CREATE INDEX loaded_fill ON biz.loaded (half) WITH (fillfactor = 60);
  CREATE STATISTICS biz.together ON half, note FROM biz.loaded; CREATE VIEW biz.seen AS SELECT id, note FROM biz.loaded;
  CREATE RULE no_delete AS ON DELETE TO biz.seen DO INSTEAD NOTHING; CREATE INDEX ON biz.parts (note); ALTER TABLE biz.kinds ADD UNIQUE (uuid, id);
  CREATE MATERIALIZED VIEW biz.counted AS SELECT count(*) AS rows FROM biz.loaded; CREATE UNIQUE INDEX ON biz.counted (rows);
  CREATE MATERIALIZED VIEW biz.recounted AS SELECT rows + 1 AS more FROM biz.counted; CREATE MATERIALIZED VIEW biz.unfilled AS SELECT 1 AS one WITH NO DATA;
  CREATE TABLE biz.always (id int PRIMARY KEY); CREATE TABLE biz.fired (id int);
  CREATE FUNCTION biz.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO biz.fired VALUES (NEW.id); RETURN NEW; END';
  CREATE TRIGGER fire AFTER INSERT ON biz.always FOR EACH ROW EXECUTE FUNCTION biz.fire(); ALTER TABLE biz.always ENABLE ALWAYS TRIGGER fire;
  COMMENT ON INDEX biz.loaded_note IS '注释 ''x'''; COMMENT ON CONSTRAINT late_key_pk ON biz.late_key IS 'key'; COMMENT ON COLUMN biz.loaded.note IS 'c';
  ALTER DEFAULT PRIVILEGES IN SCHEMA biz GRANT SELECT ON TABLES TO PUBLIC; GRANT UPDATE (note) ON biz.loaded TO PUBLIC; CREATE SEQUENCE biz.numbers START 70;
  CREATE DOMAIN biz."域 1" AS text CHECK (VALUE <> ''); CREATE TABLE biz.domains (id int PRIMARY KEY, d biz."域 1", r int4range, a biz."域 1"[]);
  INSERT INTO biz.booked VALUES (1, '[2026-01-01, 2026-01-02)'); INSERT INTO biz.nothing DEFAULT VALUES; INSERT INTO biz.nothing DEFAULT VALUES;
  INSERT INTO biz.only_computed DEFAULT VALUES; INSERT INTO biz.dropped VALUES (1, 'n'); INSERT INTO biz.hen VALUES (1); INSERT INTO biz.egg VALUES (1, 1);
  UPDATE biz.hen SET egg = 1; INSERT INTO biz.late_key VALUES (1, 2); INSERT INTO biz.heir VALUES (700, 'm'); INSERT INTO biz.always VALUES (1), (2);
  INSERT INTO biz.loaded SELECT i, md5(i::text), i % 7 FROM generate_series(1, 500) i;
  REFRESH MATERIALIZED VIEW biz.counted; REFRESH MATERIALIZED VIEW biz.recounted;
  INSERT INTO biz.domains VALUES (1, 'd', '[1,5)', ARRAY['x', NULL]); SELECT nextval('biz.numbers'); SELECT setval('biz.numbers', 90, false);
  SELECT lo_from_bytea(77000 + i, convert_to(repeat(md5(i::text), 2000), 'UTF8')) FROM generate_series(1, 5) i; COMMENT ON LARGE OBJECT 77001 IS 'first';
  GRANT SELECT, UPDATE ON LARGE OBJECT 77002 TO PUBLIC; SELECT lo_create(77009); SELECT lo_put(77009, 300000, 'behind a hole');`

const manyTables = (from: number, until: number): string => `
  DO $$ BEGIN FOR i IN ${from}..${until - 1} LOOP
    EXECUTE format('CREATE TABLE biz.t_%s (id int PRIMARY KEY)', i); EXECUTE format('INSERT INTO biz.t_%s VALUES (1)', i);
  END LOOP; END $$;`

const asSuperuser = `
  CREATE FUNCTION biz.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN IF session_user <> ''migr'' THEN RAISE ''not now''; END IF; END';
  CREATE EVENT TRIGGER no_ddl ON ddl_command_end EXECUTE FUNCTION biz.on_ddl();
  CREATE EXTENSION pg_trgm SCHEMA biz; CREATE INDEX loaded_trgm ON biz.loaded USING gin (note biz.gin_trgm_ops);`

describe('what arrives', () => {
  test.each(['parallel', 'pg_dump'] satisfies Copier[])('is everything the database holds, by copier %s', async (copier) => {
    const bed = await preparedBed(`${oddTables} ${oddObjects}`)
    await bed.sql('source', asSuperuser)
    await bed.sql('source', oddChanges(1))
    await bed.mover().prepare(bed.move, context(2))

    const result = await bed.mover().copy({ ...bed.move, copier }, context(3))

    expectEqualContent(bed, 900)
    expect(result.copier).toMatch(copier === 'parallel' ? /^parallel \(pg_dump 15\.\d+\)$/ : /^pg_dump 15\.\d+$/)
    expect((await bed.mover().rehearse(bed.move, context(4))).result).toBe('pass')
  })

  test('is nothing where nothing is', async () => {
    const bed = await createBed(servers)
    onTestFinished(() => bed.remove())
    await bed.sql('source', 'DROP SCHEMA biz CASCADE')
    await bed.mover().prepare(bed.move, context(1))

    expect(await bed.mover().copy(bed.move, context(1))).toMatchObject({ tables: 0, rows: 0, largeObjects: 0, skipped: [] })
  })

  test('is one snapshot of a table that is read in pieces while it grows, shrinks and changes', async () => {
    const bed = await preparedBed(`
      CREATE TABLE biz.large (id int PRIMARY KEY, version int, note text); CREATE TABLE biz.shrinking (id int PRIMARY KEY, note text);
      INSERT INTO biz.large SELECT i, 0, md5(i::text) FROM generate_series(1, 80000) i; CREATE INDEX ON biz.large (note);
      INSERT INTO biz.shrinking SELECT i, md5(i::text) FROM generate_series(1, 30000) i;`)
    const writers = startWriters(bed.app, { clients: 2, rate: 100 })
    const changes = keepChanging(bed)

    const result = await mover({ jobs: 3 }).copy(bed.move, context(2))
    await changes.stop()
    await writers.stop()

    expect(result.rows).toBeGreaterThan(80_000)
    expect(changes.rounds()).toBeGreaterThan(1)
    await untilSynced(bed)
    expect((await bed.mover().rehearse(bed.move, context(3))).result).toBe('pass')
  })

  test('has been counted row by row, and what was left behind is named with its reason', async () => {
    const bed = await preparedBed(`
      CREATE UNLOGGED TABLE biz.scratch AS SELECT 1 AS one; CREATE UNLOGGED TABLE biz.unused (a int);
      CREATE TABLE biz.counted AS SELECT i FROM generate_series(1, 12345) i; DELETE FROM biz.counted WHERE i % 5 = 0;`)
    await bed.sql('source', `CREATE FOREIGN DATA WRAPPER elsewhere; CREATE SERVER away FOREIGN DATA WRAPPER elsewhere;
      CREATE FOREIGN TABLE biz.remote (a int) SERVER away; CREATE PUBLICATION theirs FOR TABLE biz.counted`)

    const { rows, tables, skipped } = await bed.mover().copy(bed.move, context(2))

    expect({ rows, tables }).toEqual({ rows: 9_876, tables: 2 })
    expect(skipped).toEqual([
      { object: 'biz.remote', reason: 'foreign' }, { object: 'theirs', reason: 'publication' }, { object: 'biz.scratch', reason: 'unlogged' }])
    expect(await bed.sql('target', `SELECT count(*)::int FROM biz.scratch`)).toEqual([{ count: 0 }])
  })

  test('is all of 2,000 tables, each with its key', async () => {
    const bed = await preparedBed('')
    for (let from = 0; from < 2_000; from += 500) await bed.sql('source', manyTables(from, from + 500))

    expect(await bed.mover().copy(bed.move, context(2))).toMatchObject({ tables: 2_001, rows: 2_000 })

    expect(await bed.sql('target', `SELECT count(*)::int AS keys FROM pg_constraint WHERE contype = 'p' AND conname ~ '^t_'`)).toEqual([{ keys: 2_000 }])
  })

  test('can be followed table by table', async () => {
    const bed = await preparedBed(`CREATE TABLE biz.large AS SELECT i, repeat(md5(i::text), 3) FROM generate_series(1, 40000) i;`)
    const told: Progress[] = []

    await bed.mover().copy(bed.move, { ...context(2), heartbeat: (progress) => void told.push(progress) })

    expect(new Set(told.map(({ what }) => what))).toContain('biz.large')
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b))
    expect(told.at(-1)).toMatchObject({ unit: 'bytes', done: told.at(-1)!.total })
    expect(told.length).toBeGreaterThan(3)
  })
})

describe('a copy that starts over', () => {
  test('empties more tables and large objects than one transaction of the target can lock', async () => {
    const own = await startPostgres({ max_locks_per_transaction: '10', max_connections: '15' })
    onTestFinished(() => own.stop())
    const bed = await createBed({ ...servers, target: own }, `${manyTables(0, 500)} SELECT lo_create(0) FROM generate_series(1, 5000);`)
    onTestFinished(() => bed.remove())
    await bed.mover().prepare(bed.move, context(1))
    const refusing: Throttle = { ...unlimited, take: async () => { throw new Error('no more') } }
    expect(await codeOf(mover({ throttle: refusing }).copy(bed.move, context(2)))).toBe('MOVE_COPY_BROKEN')
    expect(await bed.sql('target', `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'biz'`)).toEqual([{ tables: 501 }])

    expect(await bed.mover().copy(bed.move, context(3))).toMatchObject({ tables: 501, rows: 500, largeObjects: 5_000 })
  })

  test.each(['source', 'target'] satisfies Side[])('comes after the line to the %s was cut; the source serves, and no slot is left', async (side) => {
    const bed = await preparedBed(`CREATE TABLE biz.large AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 60000) i;`)
    const line = await startProxy({ port: servers[side].port })
    onTestFinished(() => line.close())
    const direction = side === 'source' ? 'toClient' : 'toServer'
    const cut = () => { line.cut(); line.heal() }
    // Behind the schema, which is some 100 kB on the wire.
    const throttle: Throttle = { ...unlimited, take: once(() => line.after(400_000, direction, cut)) }

    const code = await codeOf(mover({ throttle }).copy(throughLine(bed.move, side, line), context(2)))

    expect(['MOVE_COPY_BROKEN', 'MOVE_UNREACHABLE']).toContain(code)
    expect(await writeOnce(bed.app('source'))).toBe(true)
    expect(await bed.sql('source', 'SELECT slot_name FROM pg_replication_slots WHERE database = current_database()')).toEqual([])
    expect(await bed.mover().copy(bed.move, context(3))).toMatchObject({ rows: 60_001 })
    await untilSynced(bed)
    expect((await bed.mover().rehearse(bed.move, context(4))).result).toBe('pass')
  })

  test('leaves slot and feed to the worker that has taken the move over', async () => {
    const bed = await preparedBed('')
    const throttle: Throttle = { ...unlimited, take: async () => { await bed.mover().recover(bed.move, context(9)) } }

    expect(await codeOf(mover({ throttle }).copy(bed.move, context(2)))).toBe('MOVE_STALE_WORKER')

    expect(await bed.sql('source', 'SELECT 1 AS slot FROM pg_replication_slots WHERE database = current_database()')).toEqual([{ slot: 1 }])
    expect(await bed.mover().copy(bed.move, context(9))).toMatchObject({ tables: 1 })
  })

  test('comes after a row that the target refuses, whose table is named', async () => {
    const bed = await preparedBed(`
      CREATE TABLE biz.allowed (id int PRIMARY KEY); INSERT INTO biz.allowed VALUES (1);
      CREATE FUNCTION biz.is_allowed(int) RETURNS boolean LANGUAGE sql AS 'SELECT EXISTS (SELECT 1 FROM biz.allowed WHERE id = $1)';
      CREATE TABLE biz.checked (id int PRIMARY KEY CHECK (biz.is_allowed(id)), filler text);`)
    await bed.sql('source', `INSERT INTO biz.allowed SELECT generate_series(2, 20000);
      INSERT INTO biz.checked SELECT i, repeat('x', 200) FROM generate_series(2, 20000) i;
      DELETE FROM biz.allowed WHERE id > 10000`)

    const error = await bed.mover().copy(bed.move, context(2)).catch((reason: unknown) => reason)

    const params = { table: 'biz.checked', detail: expect.stringContaining('violates check constraint') }
    expect(error).toMatchObject({ diagnostics: [{ code: 'MOVE_COPY_BROKEN', params }] })
    expect(await writeOnce(bed.app('source'))).toBe(true)
    expect(await bed.sql('source', 'SELECT slot_name FROM pg_replication_slots WHERE database = current_database()')).toEqual([])
  })
})

describe('the throttle', () => {
  test('is asked for every byte, and told how the source answers', async () => {
    const bed = await preparedBed(`CREATE TABLE biz.large AS SELECT i::bigint AS a, repeat('x', 92) AS b FROM generate_series(1, 50000) i;`)
    const line = await startProxy({ port: servers.target.port })
    onTestFinished(() => line.close())
    let taken = 0
    const latencies: number[] = []
    const throttle: Throttle = { ...unlimited, take: async (_share, size) => { taken += size }, observe: (_share, latency) => void latencies.push(latency) }

    await mover({ throttle }).copy(throughLine(bed.move, 'target', line), context(2))

    // Header of the message, count of the fields, length and value of each.
    expect(taken).toBeGreaterThan(50_000 * (5 + 2 + 4 + 8 + 4 + 92))
    expect(line.passed.toServer - taken).toBeLessThan(500_000)
    expect(latencies.length).toBeGreaterThan(0)
    expect(latencies.every((latency) => latency >= 0 && latency < 10_000)).toBe(true)
  })

  test('holds the copy where it is as long as it says nothing', async () => {
    const bed = await preparedBed(`CREATE TABLE biz.large AS SELECT i AS id, repeat(md5(i::text), 4) AS note FROM generate_series(1, 60000) i;`)
    let asked = 0
    let go: () => void = () => undefined
    const gone = new Promise<void>((resolve) => { go = resolve })
    const throttle: Throttle = { ...unlimited, take: async (_share, size) => { asked += size; await gone } }
    let ended = false
    const copied: Promise<CopyResult> = mover({ throttle, jobs: 2 }).copy(bed.move, context(2)).finally(() => { ended = true })
    while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, 500))

    expect(ended).toBe(false)
    expect(asked).toBeLessThanOrEqual(2 * 131_072)

    go()
    expect(await copied).toMatchObject({ rows: 60_000 })
  })

  test('is heeded by pg_dump standing still', async () => {
    const bed = await preparedBed('')
    let paused = true
    const copied = mover({ throttle: { ...unlimited, paused: () => paused } }).copy({ ...bed.move, copier: 'pg_dump' }, context(2))
    while (!childrenStandingStill().includes('pg_dump')) await new Promise((resolve) => setTimeout(resolve, 20))

    paused = false

    expect(await copied).toMatchObject({ tables: 1 })
  })
})

describe('a copier that will not do', () => {
  test.each([
    ['pg_dump', 'MOVE_COPIER_UNTHROTTLED', { ...unlimited, rate: () => bytes(1_000_000) }],
    ['pgcopydb', 'MOVE_COPIER_UNTHROTTLED', { ...unlimited, rate: () => bytes(1_000_000) }],
    ['mydumper', 'MOVE_COPIER_UNFIT', unlimited],
  ] as const)('%s is refused with %s before anything is changed', async (copier, code, throttle) => {
    const bed = await preparedBed('')

    expect(await codeOf(mover({ throttle }).copy({ ...bed.move, copier }, context(2)))).toBe(code)

    expect((await bed.mover().status(bed.move)).state).toBe('preflighted')
  })

  const installed = pgcopydbVersion()
  const isOld = installed !== undefined && /^0\.(\d|1[0-6])(\D|$)/.test(installed)
  test.skipIf(!isOld)(`pgcopydb ${installed ?? '(not installed)'} is refused as too old`, async () => {
    const bed = await preparedBed('')

    const error = await bed.mover().copy({ ...bed.move, copier: 'pgcopydb' }, context(2)).catch((reason: unknown) => reason)

    expect(error).toMatchObject({ diagnostics: [{ code: 'MOVE_COPIER_TOO_OLD', params: { copier: 'pgcopydb', version: installed, needed: '0.17' } }] })
  })
})

function pgcopydbVersion(): string | undefined {
  const program = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'pgcopydb')).find((path) => existsSync(path))
  return program && /\d+\.\d+\S*/.exec(execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[0]
}

function throughLine(move: DatabaseMove, side: Side, line: TcpProxy): DatabaseMove {
  return { ...move, [side]: { ...move[side], port: line.port } }
}

function once(call: () => void): Throttle['take'] {
  let called = false
  return async () => {
    if (!called) call()
    called = true
  }
}

/** Rows that are changed, go and come anywhere in the tables, one statement after another. */
function keepChanging(bed: Bed): { rounds(): number; stop(): Promise<void> } {
  let running = true
  let rounds = 0
  const loop = (async () => {
    for (; running; rounds += 1) {
      await bed.sql('source', `
        UPDATE biz.large SET version = version + 1 WHERE id % 50 = ${rounds % 50}; DELETE FROM biz.large WHERE id % 997 = ${rounds % 997};
        INSERT INTO biz.large SELECT 100000 * ${rounds + 1} + i, ${rounds}, md5(i::text) FROM generate_series(1, 500) i;
        DELETE FROM biz.shrinking WHERE id > 30000 - 1000 * ${rounds}`)
    }
  })()
  return { rounds: () => rounds, async stop() { running = false; await loop } }
}

async function untilSynced(bed: Bed): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (Number((await bed.mover().syncStatus(bed.move)).lag) < 500) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the feed does not catch up')
}

/** Names of our children that were stopped by a signal; see proc(5), `stat`. */
function childrenStandingStill(): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const [, name = '', state, parent] = /^\d+ \((.*)\) (\S) (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      return state === 'T' && Number(parent) === process.pid ? [name] : []
    } catch {
      return []
    }
  })
}
