import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createMariadbArchive } from '../../src/adapters/mariadb/archive/index.js'
import { stepContext, takeSteps } from '../../src/ports/data-mover.contract.js'
import type { Proof, Side } from '../../src/ports/data-mover.js'
import { createBed, startServers, syncedBed, writeOnce, type Bed, type Servers } from './mariadb-bed.js'
import { connected } from './mariadb-writers.js'

const types = `
  SET sql_mode = '';
  CREATE TABLE \`类型 "a'b\` (
    id int unsigned AUTO_INCREMENT PRIMARY KEY, b bit(13), j json, d decimal(30, 10), dt datetime(6), ts timestamp(6) NULL, t time(3), y year,
    e enum('甲', 'b''c', ''), s set('x', 'y', 'z'), bl longblob, vb varbinary(20), f float, db double, u bigint unsigned, \`列 名\` varchar(60), c char(10),
    g int AS (id * 2) VIRTUAL, p varchar(70) AS (concat(\`列 名\`, '!')) PERSISTENT, l varchar(20) CHARACTER SET latin1, n int INVISIBLE DEFAULT 7, pt point) CHARACTER SET utf8mb4;
  INSERT INTO \`类型 "a'b\` (b, j, d, dt, ts, t, y, e, s, bl, vb, f, db, u, \`列 名\`, c, l, pt) VALUES
    (b'1010101010101', '{"键": [1, null, "😀"]}', -12345678901234567890.0123456789, '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07.999999', '-838:59:59.000', 2155,
      '甲', 'x,z', x'00010a0d275c1aff', x'ff00', 1.1, 1e-300, 18446744073709551615, '引号"''反斜杠\\\\', 'x  ', 'é', point(1, 2)),
    (NULL, NULL, NULL, '0000-00-00 00:00:00', NULL, NULL, 0000, '', '', '', '', -0.0, 0, 0, '', '', '', NULL);
  CREATE TABLE keyless (a int, note text); INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (2, NULL), (NULL, '');
  CREATE TABLE pair (k1 int, k2 varchar(10), v int, PRIMARY KEY (k1, k2)); INSERT INTO pair VALUES (1, 'a', 1), (1, 'b', 2);
  CREATE TABLE child (id int PRIMARY KEY, entry bigint, FOREIGN KEY (entry) REFERENCES entry (id) ON DELETE CASCADE, CHECK (id > 0)); INSERT INTO child VALUES (1, 1);
  CREATE TABLE nothing (id int PRIMARY KEY);
  CREATE VIEW sight AS SELECT id, note FROM entry;
  CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC RETURN a * 2;
  CREATE PROCEDURE note_it(IN t text) BEGIN INSERT INTO entry (writer, note) VALUES (5, t); END;
  CREATE TABLE audit (id int AUTO_INCREMENT PRIMARY KEY, what text);
  CREATE TRIGGER noted AFTER INSERT ON entry FOR EACH ROW INSERT INTO audit (what) VALUES (new.note);`

let servers: Servers
let bed: Bed | undefined

beforeAll(async () => { servers = await startServers() })
afterAll(() => servers.stop())
afterEach(async () => {
  await bed?.remove()
  bed = undefined
})

async function switchOver(on: Bed, from: Side, fence: number): Promise<Proof> {
  const session = await on.mover().beginSwitch(on.move, from, stepContext(fence))
  await takeSteps(session, 'open')
  const proof = await session.prove(() => undefined)
  await session.close()
  return proof
}

const names = { database: '库 "名\'1', user: 'app \'用户', move: '迁移 1' }

test('every type, kind of object and name arrives, is proved equal and can come back', async () => {
  bed = await syncedBed(servers, types, names)
  await bed.sql('source', `INSERT INTO pair VALUES (3, '字', 3); DELETE FROM pair WHERE k1 = 1 AND k2 = 'a'; UPDATE \`类型 "a'b\` SET bl = x'00ff', j = '[]' WHERE id = 2`)
  await bed.sql('source', `INSERT INTO keyless VALUES (1, 'x'); DELETE FROM keyless WHERE a = 2; CREATE TABLE later (id int PRIMARY KEY); INSERT INTO later VALUES (1)`)

  const proof = await switchOver(bed, 'source', 2)

  expect(proof).toMatchObject({ result: 'pass', objects: { different: [] }, sequences: { different: [] } })
  expect(proof.tables.map(({ table, rowsTarget }) => [table, rowsTarget])).toEqual([
    ['audit', 0], ['child', 1], ['entry', 1], ['keyless', 4], ['later', 1], ['nothing', 0], ['pair', 2], ['类型 "a\'b', 2]])
  expect(proof.objects.compared).toBeGreaterThan(50)
  expect(await writeOnce(bed.app('target'))).toBe(true)
  expect(await bed.sql('target', 'SELECT twice(21) AS t, (SELECT count(*) FROM audit) AS audited, (SELECT max(note) FROM sight) AS seen')).toEqual([{ t: 42, audited: 1, seen: 'once' }])
  expect(await switchOver(bed, 'target', 3)).toMatchObject({ result: 'pass' })
  expect(await bed.sql('source', 'SELECT count(*) AS audited FROM audit')).toEqual([{ audited: 1 }])
})

test('a FLOAT that lost digits in a dump is a warning before the copy and a difference after it', async () => {
  bed = await syncedBed(servers, `CREATE TABLE measured (id int PRIMARY KEY, f float, fixed float(7, 2), d double);
    INSERT INTO measured VALUES (1, 0.5, 1.25, 0.1), (2, 16777216, 12345.67, 1.2345678901234567), (3, 1.1, -0.01, 1e300)`)

  const live = await bed.mover().rehearse(bed.move, stepContext(2))

  expect(live.tables.find(({ table }) => table === 'measured')?.differing).toEqual(['id 2'])
  expect((await bed.mover().preflight(bed.move)).filter(({ check }) => check === 'M12')).toMatchObject([{ severity: 'warn', objects: ['measured.f'] }])
})

test('numbers go on where the old side stopped: AUTO_INCREMENT behind rows that were deleted, sequences out of their cache', async () => {
  bed = await syncedBed(servers, 'CREATE SEQUENCE doc_no START WITH 500 CACHE 100')
  for (let time = 0; time < 3; time += 1) await bed.sql('source', 'SELECT NEXTVAL(doc_no)')
  await bed.sql('source', `INSERT INTO entry (id, writer) VALUES (900, 1); DELETE FROM entry WHERE id = 900`)
  await bed.sql('source', 'ALTER TABLE entry AUTO_INCREMENT = 1234')

  const proof = await switchOver(bed, 'source', 2)
  const client = await connected(bed.app('target'))
  const [[{ number }]] = await client.query('SELECT NEXTVAL(doc_no) AS number') as unknown as [[{ number: number }]]
  const [{ insertId }] = await client.query(`INSERT INTO entry (writer) VALUES (1)`) as unknown as [{ insertId: number }]
  await client.end()

  expect(proof.sequences).toEqual({ compared: 2, different: [] })
  expect([Number(number), insertId]).toEqual([503, 1234])
})

test('events run on one side only, wherever the door is open', async () => {
  for (const server of [servers.source, servers.target]) await server.query(null, 'SET GLOBAL event_scheduler = ON')
  bed = await syncedBed(servers, `CREATE TABLE ticks (id int AUTO_INCREMENT PRIMARY KEY, server int);
    CREATE EVENT tick ON SCHEDULE EVERY 1 SECOND STARTS '2020-01-01 00:00:00' ON COMPLETION PRESERVE COMMENT '每秒' DO INSERT INTO ticks (server) VALUES (@@server_id);
    CREATE EVENT off_on_purpose ON SCHEDULE EVERY 1 SECOND DISABLE DO INSERT INTO ticks (server) VALUES (99)`)
  const status = (side: Side) => bed!.sql<{ name: string; status: string }>(side, 'SELECT event_name AS name, status FROM information_schema.events WHERE event_schema = database() ORDER BY 1')
    .then((rows) => rows.map((row) => row.status))
  expect(await status('target')).toEqual(['SLAVESIDE_DISABLED', 'SLAVESIDE_DISABLED'])
  await expect.poll(() => bed!.sql('source', 'SELECT DISTINCT server FROM ticks'), { timeout: 10_000 }).toEqual([{ server: 1 }])

  expect(await switchOver(bed, 'source', 2)).toMatchObject({ result: 'pass' })

  expect(await status('source')).toEqual(['DISABLED', 'SLAVESIDE_DISABLED'])
  expect(await status('target')).toEqual(['SLAVESIDE_DISABLED', 'ENABLED'])
  const servedBy = (side: Side) => bed!.sql<{ server: number }>(side, 'SELECT DISTINCT server FROM ticks WHERE id > (SELECT max(id) FROM ticks WHERE server = 1) ORDER BY 1')
  await expect.poll(() => servedBy('target'), { timeout: 10_000 }).toEqual([{ server: 2 }])
  await expect.poll(() => servedBy('source'), { timeout: 10_000 }).toEqual([{ server: 2 }])
})

test.each(['mariadb-dump', 'mydumper'] as const)('%s copies while the source is written to', async (copier) => {
  bed = await createBed(servers, 'CREATE TABLE big (id int AUTO_INCREMENT PRIMARY KEY, v varchar(200)); INSERT INTO big (v) SELECT repeat(seq, 20) FROM seq_1_to_20000')
  const move = { ...bed.move, copier }
  await bed.mover().prepare(move, stepContext(1))
  const writing = { now: true }
  const writer = (async () => { while (writing.now) await writeOnce(bed!.app('source')) })()

  const result = await bed.mover().copy(move, stepContext(1))
  writing.now = false
  await writer

  expect(result).toMatchObject({ tables: 2, copier, skipped: [] })
  expect(result.rows).toBeGreaterThanOrEqual(20_001)
  expect(await switchOver(bed, 'source', 2)).toMatchObject({ result: 'pass' })
})

test('a difference is told by its key, never by a value', async () => {
  bed = await syncedBed(servers, `CREATE TABLE many (id int PRIMARY KEY, secret text); INSERT INTO many SELECT seq, concat('secret ', seq) FROM seq_1_to_3000;
    CREATE TABLE keyless (a int); INSERT INTO keyless VALUES (1), (1)`)
  await bed.sql('target', `SET sql_log_bin = 0; UPDATE many SET secret = 'altered' WHERE id = 77; DELETE FROM many WHERE id = 2999; INSERT INTO keyless VALUES (1), (1)`)

  const live = await bed.mover().rehearse(bed.move, stepContext(2))
  const proof = await switchOver(bed, 'source', 2)

  for (const one of [live, proof]) {
    expect(one.result).toBe('fail')
    expect(one.tables.find(({ table }) => table === 'many')?.differing).toEqual(['id 77', 'id 2999'])
    expect(one.tables.find(({ table }) => table === 'keyless')?.differing).toHaveLength(1)
    expect(JSON.stringify(one)).not.toContain('altered')
  }
})

test('an archive is one private file that can be read back', async () => {
  bed = await createBed(servers, types)
  const folder = await mkdtemp(join(tmpdir(), 'qianyun-archive-'))
  try {
    const archive = createMariadbArchive({ binaries: '/usr/bin' })
    const result = await archive.write(bed.move, join(folder, 'a/old.sql.gz'), stepContext(1))

    expect(result).toMatchObject({ tables: 7, path: join(folder, 'a/old.sql.gz'), bytes: (await stat(result.path)).size })
    expect((await stat(result.path)).mode & 0o777).toBe(0o600)
    expect(createHash('sha256').update(await readFile(result.path)).digest('hex')).toBe(result.sha256)
    await bed.sql('target', gunzipSync(await readFile(result.path)).toString('utf8').replace(/^.*sandbox mode.*$/m, '').split('\nDELIMITER')[0]!)
    expect(await bed.sql('target', 'SELECT count(*) AS count FROM entry')).toEqual([{ count: 1 }])
    const refused = archive.write({ ...bed.move, source: { ...bed.move.source, password: 'wrong' } }, join(folder, 'b.gz'), stepContext(1))
    await expect(refused).rejects.toMatchObject({ diagnostics: [{ code: 'ARCHIVE_FAILED' }] })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
