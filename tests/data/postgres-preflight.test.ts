import { spawn } from 'node:child_process'
import { appendFileSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { preflight } from '../../src/adapters/postgres/mover/preflight.js'
import { preflightLimits } from '../../src/adapters/postgres/sql/preflight-check.js'
import { unlimited } from '../../src/adapters/throttle/unlimited.js'
import { run as runPreflight } from '../../src/cli/commands/run/preflight.js'
import { run as explain } from '../../src/cli/commands/explain.js'
import { bytes } from '../../src/model/bytes.js'
import { codeOf } from '../../src/ports/data-mover.contract.js'
import type { PreflightFinding, Side } from '../../src/ports/data-mover.js'
import { captureIo } from '../support/capture-io.js'
import { postgresBinaries, startPostgres, type PostgresServer } from '../support/postgres-server.js'
import { context, createBed, leftovers, startServers, syncedBed, type Bed, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => { servers = await startServers({ max_prepared_transactions: '5' }) })
afterAll(async () => { await servers.stop() })

async function removed(bed: Promise<Bed>): Promise<Bed> {
  const made = await bed
  onTestFinished(() => made.remove())
  return made
}

/** A connection that stays open, as a program's would. */
async function client(endpoint: Bed['move']['source'], application: string): Promise<pg.Client> {
  const opened = new pg.Client({ ...endpoint, application_name: application })
  opened.on('error', () => undefined)
  await opened.connect()
  return opened
}

async function resetSettings(): Promise<void> {
  for (const side of ['source', 'target'] as const) for (const sql of ['ALTER SYSTEM RESET ALL', 'SELECT pg_reload_conf()']) await servers[side].query('postgres', sql)
}

const named = (findings: readonly PreflightFinding[], check: string, severity?: string): readonly string[] =>
  findings.filter((one) => one.check === check && (severity === undefined || one.severity === severity)).flatMap(({ objects }) => objects)

/** A folder in the server's own that its account may use. */
function folderOf(server: PostgresServer, name: string): string {
  const folder = join(server.folder, name)
  const { uid, gid } = statSync(join(server.folder, 'data'))
  mkdirSync(folder)
  chownSync(folder, uid, gid)
  return folder
}

const soon = `to_char(date_trunc('month', now()), 'YYYY-MM-DD')`

/** Two months' partitions, the second of them the current one. */
const partitioned = (name: string, columns: string, suffixes: readonly [string, string]): string => `
  CREATE TABLE biz.${name} (id bigint, at ${columns}, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  DO $$ BEGIN
    EXECUTE format('CREATE TABLE biz.%I PARTITION OF biz.${name} FOR VALUES FROM (%L) TO (%L)', '${name}_' || ${suffixes[0]},
      date_trunc('month', now()) - interval '1 month', ${soon});
    EXECUTE format('CREATE TABLE biz.%I PARTITION OF biz.${name} FOR VALUES FROM (%L) TO (%L)', '${name}_' || ${suffixes[1]},
      ${soon}, date_trunc('month', now()) + interval '1 month');
  END $$;`

const monthNames = [`to_char(now() - interval '1 month', 'YYYY_MM')`, `to_char(now(), 'YYYY_MM')`] as const

describe('a database with every pitfall in it', () => {
  let bed: Bed
  let findings: readonly PreflightFinding[]
  const open: pg.Client[] = []
  const stops: (() => void)[] = []

  beforeAll(async () => {
    const library = join(folderOf(servers.source, 'library'), 'own.so')
    copyFileSync('/usr/lib/postgresql/15/lib/citext.so', library)
    bed = await createBed(servers)
    const [app = ''] = bed.move.appRoles
    const source = (sql: string) => bed.sql('source', sql)
    await source(tablePitfalls)
    await source(`CREATE FUNCTION biz.native(text) RETURNS int LANGUAGE c AS '${library}', 'citext_hash';
      CREATE FUNCTION biz.shared(text) RETURNS int LANGUAGE c AS '$libdir/citext', 'citext_hash';`)
    rmSync(library)
    await source('CREATE UNIQUE INDEX CONCURRENTLY broken ON biz.doubled (a)').catch(() => undefined)
    await source(`CREATE TABLESPACE fast LOCATION '${folderOf(servers.source, 'fast')}'`)
    await source(objectPitfalls(app))
    for (const slot of ['unread', 'qianyun_earlier_from_source']) await source(`SELECT pg_create_logical_replication_slot('${slot}', 'pgoutput')`)
    await source(`SELECT pg_create_physical_replication_slot('standby', true)`)
    await source(`ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'`)
    await source(`SELECT pg_reload_conf()`)
    appendFileSync(join(servers.source.folder, 'data', 'pg_hba.conf'), '\nhost all all 10.9.0.0/16 scram-sha-256\n')
    await bed.sql('target', `ALTER SYSTEM SET lc_monetary = 'C'`)
    await bed.sql('target', 'SELECT pg_reload_conf()')
    await targetPitfalls(app)
    await sessions()
    stops.push(await receiver(servers.source, folderOf(servers.source, 'standby')))
    await source('ANALYZE')
    findings = await preflight(bed.move, { throttle: unlimited, limits: { ...preflightLimits, longTransactionMinutes: 0 } })
  })

  afterAll(async () => {
    for (const stop of stops) stop()
    for (const one of open) await one.end().catch(() => undefined)
    await bed.sql('source', `ROLLBACK PREPARED 'left open'`)
    await resetSettings()
    for (const slot of ['unread', 'standby']) {
      await bed.sql('source', 'SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = $1 AND active', [slot])
      await vi.waitUntil(() => bed.sql('source', 'SELECT pg_drop_replication_slot($1)', [slot]).then(() => true, () => false), { timeout: 20_000 })
    }
    await bed.remove()
    await servers.source.query('postgres', 'DROP ROLE IF EXISTS old_hash, staff, etl')
    await servers.target.query('postgres', 'DROP ROLE IF EXISTS etl')
  })

  const tablePitfalls = `
    CREATE TABLE biz.no_key (a int); CREATE TABLE biz.has_index (a int NOT NULL UNIQUE);
    CREATE TYPE biz.pair AS (a int, b json); CREATE DOMAIN biz.text_as_json AS json;
    CREATE TABLE biz.full_json (a int, b biz.text_as_json); ALTER TABLE biz.full_json REPLICA IDENTITY FULL;
    CREATE TABLE biz.full_inside (a biz.pair[]); CREATE TABLE biz.full_but_key (id int PRIMARY KEY, a json); ALTER TABLE biz.full_but_key REPLICA IDENTITY FULL;
    CREATE TABLE biz.busy AS SELECT i AS id, 0 AS n FROM generate_series(1, 110000) i; UPDATE biz.busy SET n = 1;
    CREATE TABLE biz.holds (id int PRIMARY KEY, document oid, made int GENERATED ALWAYS AS (1) STORED, number int GENERATED ALWAYS AS IDENTITY);
    CREATE UNLOGGED TABLE biz.scratch (id int PRIMARY KEY); CREATE MATERIALIZED VIEW biz.view AS SELECT 1 AS one;
    CREATE TABLE biz.doubled (id int PRIMARY KEY, a int); INSERT INTO biz.doubled VALUES (1, 1), (2, 1);
    ALTER TABLE biz.doubled ADD CONSTRAINT positive CHECK (a > 0) NOT VALID; ALTER TABLE biz.doubled ENABLE ROW LEVEL SECURITY;
    CREATE TABLE biz.fee (id int PRIMARY KEY, amount money); SELECT lo_create(0);
    CREATE SEQUENCE biz.nearly MAXVALUE 100; SELECT setval('biz.nearly', 95);
    CREATE TABLE biz.flyway_schema_history (id int PRIMARY KEY);
    ${partitioned('reading', 'timestamptz', monthNames)} ${partitioned('odd', 'date', [`'first'`, `'second'`])}
    CREATE FUNCTION biz.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER always BEFORE INSERT ON biz.entry EXECUTE FUNCTION biz.f(); ALTER TABLE biz.entry ENABLE ALWAYS TRIGGER always;`

  const objectPitfalls = (app: string): string => `
    CREATE TABLE biz.placed (id int PRIMARY KEY) TABLESPACE fast;
    CREATE EXTENSION postgres_fdw; CREATE EXTENSION dblink; CREATE EXTENSION citext; CREATE EXTENSION lo; CREATE EXTENSION tablefunc;
    UPDATE pg_extension SET extversion = '99.0' WHERE extname = 'citext'; UPDATE pg_extension SET extversion = '0.1' WHERE extname = 'lo';
    UPDATE pg_extension SET extname = 'nowhere' WHERE extname = 'tablefunc'; UPDATE pg_extension SET extconfig = ARRAY['biz.fee'::regclass::oid] WHERE extname = 'dblink';
    CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw; CREATE FOREIGN TABLE biz.far (id int) SERVER elsewhere;
    CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text, command text, database text);
    INSERT INTO cron.job VALUES (7, '0 3 * * *', 'DELETE FROM biz.entry', current_database());
    CREATE FUNCTION biz.pull() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM dblink_exec(''x'', ''y''); END';
    CREATE FUNCTION biz.locked() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(1); END';
    CREATE FUNCTION biz.told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER told ON ddl_command_end EXECUTE FUNCTION biz.told(); CREATE EVENT TRIGGER told_always ON ddl_command_end EXECUTE FUNCTION biz.told();
    ALTER EVENT TRIGGER told_always ENABLE ALWAYS;
    CREATE ROLE staff; GRANT staff TO ${app}; ALTER ROLE ${app} SET work_mem = '5MB'; ALTER ROLE ${app} SUPERUSER;
    CREATE ROLE etl LOGIN PASSWORD 'etl'; SET password_encryption = 'md5'; CREATE ROLE old_hash LOGIN PASSWORD 'x'; GRANT SELECT ON biz.entry TO old_hash;
    CREATE PUBLICATION qianyun_earlier FOR ALL TABLES; CREATE PUBLICATION theirs FOR TABLE biz.entry;`

  async function targetPitfalls(app: string): Promise<void> {
    await bed.sql('target', `CREATE ROLE ${app} LOGIN PASSWORD 'app password'; CREATE ROLE etl LOGIN PASSWORD 'etl'; CREATE TABLE public.theirs (id int);
      CREATE FUNCTION public.told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER here ON ddl_command_end EXECUTE FUNCTION public.told();`)
    open.push(await client(bed.app('target'), 'early'), await client({ ...bed.move.target, user: 'etl', password: 'etl' }, 'nightly'))
  }

  async function sessions(): Promise<void> {
    const [application, stranger, prepared] = [await client(bed.app('source'), 'portal'), await client({ ...bed.move.source, user: 'etl', password: 'etl' }, 'nightly'), await client(bed.move.source, 'psql')]
    open.push(application, stranger, prepared)
    await prepared.query(`BEGIN; INSERT INTO biz.doubled VALUES (9, 9); PREPARE TRANSACTION 'left open'`)
    await application.query('CREATE TEMP TABLE basket (id int)')
    await application.query('BEGIN; SELECT pg_advisory_lock(5)')
    await stranger.query('LISTEN news')
  }

  /** What a standby does to its primary: it streams the log and holds a physical slot. */
  async function receiver(server: PostgresServer, folder: string): Promise<() => void> {
    const { host, port, user, password } = server.endpoint('postgres')
    const child = spawn(join(postgresBinaries, 'pg_receivewal'), ['-h', host, '-p', String(port), '-U', user, '-D', folder, '-S', 'standby', '--no-loop'],
      { env: { ...process.env, PGPASSWORD: password, PGAPPNAME: 'standby_one' }, stdio: 'ignore' })
    const streaming = `SELECT 1 FROM pg_stat_replication WHERE application_name = 'standby_one' AND state = 'streaming'`
    await vi.waitUntil(async () => (await server.query('postgres', streaming)).length === 1, { timeout: 20_000 })
    return () => void child.kill('SIGTERM')
  }

  const role = () => bed.move.appRoles[0] ?? ''

  test.each<[check: string, severity: string, expected: () => readonly unknown[]]>([
    ['P1', 'fix', () => ['biz.busy', 'biz.full_inside', 'biz.no_key']],
    ['P2', 'fix', () => ['biz.has_index']],
    ['P3', 'block', () => ['biz.full_inside', 'biz.full_json']],
    ['P4', 'block', () => [expect.stringMatching(/^biz\.busy: \d+ changes\/s, 110000 rows$/)]],
    ['P6', 'block', () => [expect.stringMatching(/^the log needs .* while the copy runs, max_slot_wal_keep_size is 1\.0 MiB$/)]],
    ['P7', 'warn', () => [expect.stringMatching(/^pid \d+ .* portal$/)]],
    ['P7', 'block', () => ['left open']],
    ['P8', 'fix', () => ['1 large objects']],
    ['P8', 'warn', () => ['biz.holds.document']],
    ['P9', 'warn', () => ['biz.nearly 95 of 100']],
    ['P10', 'warn', () => ['biz.scratch']],
    ['P11', 'fix', () => ['biz.view']],
    ['P12', 'warn', () => ['biz.holds.made generated', 'biz.holds.number identity always']],
    ['P13', 'block', () => ['citext 99.0 -> 1.6', 'nowhere 1.0']],
    ['P13', 'warn', () => ['dblink keeps settings in tables', 'lo 0.1 -> 1.1']],
    ['P14', 'block', () => [expect.stringMatching(/^biz\.native\(text\) in .*own\.so$/)]],
    ['P15', 'warn', () => ['event trigger told', 'extension dblink', 'foreign table biz.far', 'function biz.pull() (dblink)', 'job 7: 0 3 * * *', 'server elsewhere']],
    ['P15', 'block', () => ['event trigger here', 'event trigger told_always']],
    ['P16', 'block', () => ['always on biz.entry']],
    ['P17', 'warn', () => ['biz.doubled']],
    ['P18', 'block', () => [role()]],
    ['P18', 'warn', () => [`${role()} (portal)`]],
    ['P19', 'warn', () => ['etl (nightly) from 127.0.0.1/32', expect.stringMatching(/^pg_hba line \d+: all from 10\.9\.0\.0 255\.255\.0\.0$/)]],
    ['P20', 'block', () => ['tablespace fast']],
    ['P20', 'fix', () => [`ALTER ROLE ${role()} SET work_mem`, `GRANT staff TO ${role()}`, 'role old_hash', 'role staff']],
    ['P20', 'warn', () => ['role old_hash has an md5 password']],
    ['P21', 'block', () => ['biz.fee.amount']],
    ['P22', 'warn', () => [`${role()} owns 1 tables`, 'biz.flyway_schema_history']],
    ['P23', 'fix', () => [`${role()} can log in`]],
    ['P23', 'block', () => [`session of ${role()} (early)`]],
    ['P23', 'warn', () => ['session of etl (nightly)']],
    ['P24', 'warn', () => ['publication qianyun_earlier', 'publication theirs', 'slot qianyun_earlier_from_source', expect.stringMatching(/^slot unread: unread, keeps /)]],
    ['P25', 'warn', () => ['standby standby_one (127.0.0.1)']],
    ['P26', 'warn', () => ['biz.broken', 'positive on biz.doubled']],
    ['P27', 'fix', () => [expect.stringMatching(/^biz\.reading ends at \d{4}-\d{2}-01 /)]],
    ['P27', 'warn', () => [expect.stringMatching(/^biz\.odd ends at /)]],
    ['P28', 'block', () => ['public.theirs']],
    ['P29', 'warn', () => ['LISTEN of etl (nightly)', `advisory lock of ${role()} (portal)`, 'function biz.locked()', `temporary table basket of ${role()}`]],
  ])('%s (%s) names what it found', (check, severity, expected) => {
    expect(named(findings, check, severity).toSorted()).toEqual(expected())
  })

  test('each finding counts its objects, sorts them, and says nothing of passwords', () => {
    for (const { objects, params } of findings) expect({ objects, count: params['count'] }).toEqual({ objects: objects.toSorted(), count: objects.length })
    expect(JSON.stringify(findings)).not.toMatch(/SCRAM|md5[0-9a-f]{32}/)
  })

  test('what has a statement shows it, and says who is to run it', () => {
    const remedy = (check: string, severity: string) => findings.find((one) => one.check === check && one.severity === severity)?.remedy

    expect(remedy('P2', 'fix')).toEqual({ by: 'ours', statements: ['ALTER TABLE biz.has_index REPLICA IDENTITY USING INDEX has_index_a_key'] })
    expect(remedy('P6', 'block')).toEqual({ by: 'theirs', statements: [expect.stringMatching(/^ALTER SYSTEM SET max_slot_wal_keep_size = '\d+MB'$/), 'SELECT pg_reload_conf()'] })
    expect(remedy('P16', 'block')).toEqual({ by: 'theirs', statements: ['ALTER TABLE biz.entry ENABLE TRIGGER always'] })
    expect(remedy('P26', 'warn')?.statements).toEqual(['ALTER TABLE biz.doubled VALIDATE CONSTRAINT positive', 'REINDEX INDEX CONCURRENTLY biz.broken'])
    expect(remedy('P21', 'block')?.statements).toEqual([`ALTER DATABASE "${bed.move.target.database}" SET lc_monetary TO 'C.UTF-8'`])
  })
})

describe('a situation of its own', () => {
  const look = (bed: Bed, more: Partial<Parameters<typeof preflight>[1]> = {}) => preflight(bed.move, { throttle: unlimited, ...more })

  test('a clean database has nothing that blocks', async () => {
    const bed = await removed(createBed(servers))

    const findings = await look(bed)

    expect(findings.filter(({ severity }) => severity === 'block')).toEqual([])
    expect(findings.filter(({ severity }) => severity === 'fix').map(({ check }) => check).toSorted()).toEqual(['P20', 'P5', 'P5', 'P9'])
    expect(named(findings, 'P5')).toEqual(['max_slot_wal_keep_size = -1', 'max_slot_wal_keep_size = -1'])
  })

  test('P4: an index by which the other side finds the row, or few changes, and the table is no matter', async () => {
    const bed = await removed(createBed(servers, 'CREATE TABLE biz.quiet AS SELECT i FROM generate_series(1, 200) i; UPDATE biz.quiet SET i = 0; CREATE TABLE biz.keyed (id int PRIMARY KEY);'))

    const findings = await look(bed, { limits: { ...preflightLimits, rows: 100 } })

    expect(named(findings, 'P4')).toEqual([expect.stringMatching(/^biz\.quiet/)])
    expect(named(await look(bed), 'P4')).toEqual([])
  })

  test('P5: a server that cannot carry a feed is told by setting, and what needs a restart is not ours', async () => {
    const poor = await startPostgres({ wal_level: 'replica', max_replication_slots: '1', max_wal_senders: '1', max_worker_processes: '2', max_logical_replication_workers: '1', wal_sender_timeout: '5s' })
    onTestFinished(() => poor.stop())
    onTestFinished(resetSettings)
    const bed = await removed(createBed({ ...servers, target: poor }))
    const mover = bed.mover()

    const [block, fix] = (await look(bed)).filter(({ check, params }) => check === 'P5' && params['side'] === 'target' && params['what'] === undefined)

    expect(block).toMatchObject({ severity: 'block', remedy: { by: 'theirs' }, objects: [
      'max_logical_replication_workers = 1', 'max_replication_slots = 1, 0 in use', 'max_wal_senders = 1, 0 in use', 'max_worker_processes = 2, needed 4', 'wal_level = replica, needed logical',
    ] })
    expect(fix).toMatchObject({ severity: 'fix', objects: ['wal_sender_timeout = 5000 ms'], remedy: { by: 'ours' } })
    // Given on the command line, so ALTER SYSTEM does not reach it.
    expect(await codeOf(mover.fix(bed.move, ['P5'], context(1)))).toBe('PREFLIGHT_NOT_MENDED')
  })

  test('P6: a copy that takes long over a thin line needs more room than there is', async () => {
    const bed = await removed(createBed(servers, 'CREATE TABLE biz.log AS SELECT repeat(md5(i::text), 9) FROM generate_series(1, 20000) i;'))

    const findings = await look(bed, { throttle: { ...unlimited, rate: () => bytes(1) } })

    expect(named(findings, 'P6', 'block')).toEqual([expect.stringMatching(/^the log needs .* while the copy runs, .* are free$/)])
    expect(named(await look(bed), 'P6')).toEqual([])
  })

  test('P6: a server that does not tell its free space is a warning', async () => {
    const bed = await removed(createBed(servers))
    await bed.sql('source', `CREATE FUNCTION public.never() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'`)
    await bed.sql('source', `CREATE EVENT TRIGGER never ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.never()`)

    const findings = (await look(bed)).filter(({ check }) => check === 'P6')

    expect(findings).toEqual([{ check: 'P6', severity: 'warn', objects: ['free space of pg_wal is not known'], params: { side: 'source', what: 'unknown', count: 1 } }])
  })

  test('P21: another provider, and another version of the collation than the rows were sorted by', async () => {
    const bed = await removed(createBed(servers))
    const icu = `TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'und'`
    for (const [side, name] of [['source', 'icu_old'], ['target', 'icu_new']] as const) await servers[side].query('postgres', `CREATE DATABASE ${name} ${icu}`)
    await servers.source.query('postgres', `UPDATE pg_database SET datcollversion = '1.0' WHERE datname = 'icu_old'`)
    const old = { ...bed.move, source: servers.source.endpoint('icu_old') }

    const version = await preflight({ ...old, target: servers.target.endpoint('icu_new') }, { throttle: unlimited })

    expect(named(version, 'P21', 'warn')).toEqual([expect.stringMatching(/^1\.0 -> [\d.]+$/)])
    expect(named(await preflight(old, { throttle: unlimited }), 'P21', 'warn')).toEqual(['icu und -> libc'])
  })

  test('P22: a table that was changed while the copy stands blocks', async () => {
    const bed = await removed(syncedBed(servers))
    await bed.sql('target', 'ALTER TABLE biz.entry ADD COLUMN late int')
    await bed.sql('source', 'CREATE TABLE biz.late (a int)')

    const findings = await look(bed)

    expect(named(findings, 'P22', 'block')).toEqual(['biz.entry', 'biz.late'])
    expect(named(findings, 'P28')).toEqual([])
    // The source's schema is not changed any more, not by us either.
    expect(await codeOf(bed.mover().fix(bed.move, ['P1'], context(9)))).toBe('PREFLIGHT_NOT_OURS')
    expect(await codeOf(bed.mover().fix(bed.move, ['P22'], context(9)))).toBe('PREFLIGHT_NOT_OURS')
  })
})

test('a target that serves is not taken for one that is in use too early', async () => {
  const bed = await removed(syncedBed(servers))
  await bed.sql('target', `ALTER ROLE ${bed.move.appRoles[0]} LOGIN`)
  expect(named(await bed.mover().preflight(bed.move), 'P23')).toEqual([`${bed.move.appRoles[0]} can log in`])

  await bed.sql('target', 'UPDATE qianyun_mig.state SET epoch = 9')
  await bed.mover().fix(bed.move, ['P23'], context(9))

  expect(named(await bed.mover().preflight(bed.move), 'P23')).toEqual([])
  expect(await bed.sql('target', 'SELECT rolcanlogin FROM pg_roles WHERE rolname = $1', [bed.move.appRoles[0]])).toEqual([{ rolcanlogin: true }])
})

describe('mending with consent', () => {
  const pitfalls = `CREATE TABLE biz.no_key (a int); CREATE TABLE biz.has_index (a int NOT NULL UNIQUE); ${partitioned('month', 'timestamptz', monthNames)}
    ${partitioned('day', 'date', [`'first'`, `'second'`])}`

  async function spoilt(zone = 'UTC'): Promise<Bed> {
    onTestFinished(resetSettings)
    for (const sql of [`ALTER SYSTEM SET TimeZone = '${zone}'`, 'SELECT pg_reload_conf()']) await servers.source.query('postgres', sql)
    await vi.waitUntil(async () => (await servers.source.query<{ zone: string }>('postgres', `SELECT current_setting('TimeZone') AS zone`))[0]?.zone === zone)
    const bed = await removed(createBed(servers, pitfalls))
    const [app = ''] = bed.move.appRoles
    await bed.sql('target', `CREATE ROLE ${app} LOGIN PASSWORD 'app password'`)
    await bed.sql('source', `ALTER ROLE ${app} SET work_mem = '5MB'`)
    for (const sql of [`ALTER SYSTEM SET wal_sender_timeout = '5s'`, `ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'`, 'SELECT pg_reload_conf()']) await bed.sql('source', sql)
    await bed.sql('source', 'CREATE PUBLICATION qianyun_earlier')
    const address = servers.source.endpoint(bed.move.source.database)
    await bed.sql('source', `SELECT pg_create_logical_replication_slot('qianyun_${bed.move.name}_from_source', 'pgoutput')`)
    await bed.sql('target', `CREATE SUBSCRIPTION qianyun_${bed.move.name}_from_source CONNECTION 'host=127.0.0.1 port=${address.port} user=migr password=${address.password} dbname=${address.database}'
      PUBLICATION qianyun_earlier WITH (copy_data = false, create_slot = false)`)
    await vi.waitUntil(async () => (await bed.sql('source', 'SELECT 1 FROM pg_replication_slots WHERE active')).length === 1, { timeout: 20_000 })
    return bed
  }

  const ours = ({ severity, remedy }: PreflightFinding): boolean => severity !== 'warn' && remedy?.by === 'ours'

  test('what is ours is found no more, a second time there is nothing to do, and finish puts identities back', async () => {
    const bed = await spoilt()
    const early = await client(bed.app('target'), 'early')
    const before = await bed.mover().preflight(bed.move)
    const checks = [...new Set(before.filter(ours).map(({ check }) => check))].toSorted()

    const { fixed } = await bed.mover().fix(bed.move, checks, context(1))

    expect(checks).toEqual(['P1', 'P2', 'P20', 'P23', 'P24', 'P27', 'P5', 'P6'])
    expect((await bed.mover().preflight(bed.move)).filter(ours)).toEqual([])
    expect(fixed).toEqual(expect.arrayContaining(['replica identity biz.has_index: has_index_a_key', 'replica identity biz.no_key: FULL', `role ${bed.move.appRoles[0]}: NOLOGIN`,
      'source: publication qianyun_earlier', `source: slot qianyun_${bed.move.name}_from_source`, `target: subscription qianyun_${bed.move.name}_from_source`]))
    await expect(early.query('SELECT 1')).rejects.toThrow()
    expect(await bed.mover().fix(bed.move, [...checks, 'P8', 'P9', 'P11'], context(2))).toEqual({ fixed: [] })
    await bed.mover().finish(bed.move, context(3))
    expect(await leftovers(bed)).toEqual([])
  })

  test('partitions are made ahead for a quarter, in the server\'s time zone, with the name and owner of the last', async () => {
    const bed = await spoilt('Asia/Shanghai')

    await bed.mover().fix(bed.move, ['P24', 'P27'], context(1))

    const made = await bed.sql<{ names: string[]; owners: number }>('source', `SELECT array_agg(c.relname::text ORDER BY c.relname) AS names, count(DISTINCT c.relowner)::int AS owners
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'biz.month'::regclass`)
    const expected = await bed.sql<{ names: string[] }>('source', `SELECT array_agg('month_' || to_char(at, 'YYYY_MM') ORDER BY at) AS names
      FROM generate_series(date_trunc('month', now()) - interval '1 month', now() + interval '92 days', interval '1 month') at`)
    expect(made).toEqual([{ names: expected[0]?.names, owners: 1 }])
    await bed.sql('source', `INSERT INTO biz.month VALUES (1, now() + interval '92 days')`)
    expect(named(await bed.mover().preflight(bed.move), 'P27')).toEqual([expect.stringMatching(/^biz\.day ends at/)])
  })

  test.each([['P3', 'PREFLIGHT_NOT_OURS'], ['P16', 'PREFLIGHT_NOT_OURS'], ['P99', 'PREFLIGHT_UNKNOWN_CHECK'], ['', 'PREFLIGHT_UNKNOWN_CHECK']])('%j is refused before anything is changed', async (check, code) => {
    const bed = await removed(createBed(servers, 'CREATE TABLE biz.no_key (a int);'))

    expect(await codeOf(bed.mover().fix(bed.move, ['P1', check], context(1)))).toBe(code)

    expect(await leftovers(bed)).toEqual([])
  })

  test('a move that a worker has taken is left to it', async () => {
    const bed = await removed(createBed(servers))
    await bed.mover().prepare(bed.move, context(5))

    expect(await codeOf(bed.mover().fix(bed.move, ['P23'], context(0)))).toBe('MOVE_STALE_WORKER')
  })
})

describe('qianyun run preflight', () => {
  const repository = fileURLToPath(new URL('../../', import.meta.url))

  /** The place of the first page of the docs, its one system at these servers. */
  function placeOf(bed: Bed): string {
    const root = mkdtempSync(join(tmpdir(), 'qianyun-preflight-'))
    onTestFinished(() => rmSync(root, { recursive: true, force: true }))
    for (const [, path = '', content = ''] of readFileSync(join(repository, 'docs/start.md'), 'utf8').matchAll(/^`([\w./-]+)`\n\n```yaml\n([\s\S]*?)^```/gm)) {
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    const side = (one: Side): string => `{ host: 127.0.0.1, port: ${bed.move[one].port}, database: ${bed.move[one].database}, user: migr, password: { file: ${join(root, 'secret')} } }`
    writeFileSync(join(root, 'secret'), bed.move.source.password)
    writeFileSync(join(root, 'migrations/linhe/endpoints.yaml'),
      `systems:\n  - system: letters\n    engine: postgres\n    appRoles: [${bed.move.appRoles[0]}]\n    source: ${side('source')}\n    target: ${side('target')}\n`)
    return root
  }

  test('shows what blocks, why, what to do, the objects and the statements, and ends with 6; mended, with 0', async () => {
    const tables = Array.from({ length: 12 }, (_, index) => `CREATE TABLE biz.t${String(index).padStart(2, '0')} (a int);`).join('')
    const bed = await removed(createBed(servers, `${tables} CREATE TABLE biz.bad (a json);`))
    const root = placeOf(bed)
    const first = captureIo(root)

    expect(await runPreflight({ place: 'linhe', system: 'letters' }, first)).toBe(6)

    expect(first.out()).toContain('blocks the move (1)\n  PREFLIGHT_P3  source\n    Tables whose whole row is the key and that hold a type without equality: 1.')
    expect(first.out()).toContain('      - biz.bad\n      to be run by those who operate the server:\n        ALTER TABLE biz.bad ADD COLUMN row_id')
    expect(first.out()).toMatch(/- biz\.t08\n {6}- and 3 more\n {6}with --fix P1:\n/)
    expect(first.out()).toContain('qianyun run preflight linhe letters --fix P1')
    expect(first.out()).toMatch(/letters: 1 blocks, \d+ to mend, \d+ to know$/)

    await bed.sql('source', 'DROP TABLE biz.bad')
    const second = captureIo(root, 'zh')
    expect(await runPreflight({ place: 'linhe', system: 'letters', fix: 'p1, P20' }, second)).toBe(0)
    expect(second.out()).toContain('已处理  replica identity biz.t00: FULL')
    expect(second.out()).toMatch(/letters：阻断 0 项，可处理 \d+ 项，提示 \d+ 项$/)

    const third = captureIo(root)
    await runPreflight({ place: 'linhe', system: 'letters', json: true }, third)
    const { findings } = JSON.parse(third.out()) as { findings: { check: string; code: string; what: string }[] }
    expect(findings.find(({ check }) => check === 'P9')).toMatchObject({ code: 'PREFLIGHT_P9', what: expect.stringContaining('1') })
    expect(findings.filter(({ check }) => check === 'P1' || check === 'P20')).toEqual([])
  })

  test('each check has a page', async () => {
    const io = captureIo(repository)

    expect(await explain({ code: 'PREFLIGHT_P4' }, io)).toBe(0)

    expect(io.out()).toContain('500 updates on 100 000 rows took 3.0 s')
  })
})
