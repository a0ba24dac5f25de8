import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { takeSteps } from '../../src/ports/data-mover.contract.js'
import type { Proof, Side } from '../../src/ports/data-mover.js'
import { context, createBed, leftovers, startServers, syncedBed, writeOnce, type Bed, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

async function bedWith(schema: string, names: Parameters<typeof syncedBed>[2] = {}): Promise<Bed> {
  const bed = await syncedBed(servers, schema, names)
  onTestFinished(() => bed.remove())
  return bed
}

async function switchFrom(bed: Bed, from: Side, fence: number): Promise<Proof> {
  const session = await bed.mover().beginSwitch(bed.move, from, context(fence))
  await takeSteps(session, 'open')
  const proof = await session.prove(() => undefined)
  await session.close()
  return proof
}

describe('what replication does not carry', () => {
  test('every kind of sequence stands where it stood, also one that has not been called', async () => {
    const bed = await bedWith(`
      CREATE SEQUENCE biz.doc_no START 1000; CREATE SEQUENCE biz."文号 ""甲""" INCREMENT -1; CREATE SEQUENCE biz.fresh START 7;
      CREATE TABLE biz.owned (id serial PRIMARY KEY); CREATE SEQUENCE biz.cycling MAXVALUE 3 CYCLE;`)
    await bed.sql('source', `
      SELECT nextval('biz.doc_no') FROM generate_series(1, 42); SELECT nextval('biz."文号 ""甲"""'); SELECT setval('biz.fresh', 99, false);
      INSERT INTO biz.owned SELECT FROM generate_series(1, 5); DELETE FROM biz.owned; SELECT nextval('biz.cycling') FROM generate_series(1, 5)`)

    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await bed.sql('source', `SELECT nextval('biz.doc_no'), setval('biz.fresh', 100, false)`)
    await takeSteps(session, 'open')
    const proof = await session.prove(() => undefined)
    await session.close()

    expect(proof).toMatchObject({ result: 'pass', sequences: { compared: 6, different: [] } })
    const [next] = await bed.sql('target', `
      SELECT nextval('biz.doc_no')::int AS doc, nextval('biz."文号 ""甲"""')::int AS named, nextval('biz.fresh')::int AS fresh,
      nextval('biz.owned_id_seq')::int AS owned, nextval('biz.cycling')::int AS cycling`)
    expect(next).toEqual({ doc: 1043, named: -2, fresh: 100, owned: 6, cycling: 3 })
  })

  test('large objects that are made, changed, cut and removed during the sync arrive with their rights', async () => {
    const bed = await bedWith(`SELECT lo_from_bytea(50000 + i, convert_to(repeat(md5(i::text), 2000), 'UTF8')) FROM generate_series(1, 20) i;`)
    await bed.sql('source', `SELECT lo_put(50001, 5, 'changed'), lo_unlink(50002), lo_from_bytea(60001, 'during the sync'),
      lo_from_bytea(60002, convert_to(repeat('large', 500000), 'UTF8')), lo_create(60003)`)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    // As late as can be: behind everything that is prepared before the fence.
    await bed.sql('source', `SELECT lo_put(50003, 30000, 'late'), lo_unlink(50004), lo_from_bytea(60004, 'late too'),
        lo_truncate(lo_open(50005, 131072 + 262144), 4096);
      GRANT SELECT ON LARGE OBJECT 50006 TO PUBLIC`)
    await takeSteps(session, 'open')
    const proof = await session.prove(() => undefined)
    await session.close()

    expect(proof).toMatchObject({ result: 'pass', largeObjects: { compared: 22, different: 0 } })
    const [row] = await bed.sql('target', `
      SELECT convert_from(lo_get(50001, 0, 15), 'UTF8') AS changed, length(lo_get(50005)) AS cut, length(lo_get(60002)) AS large,
      (SELECT string_agg(DISTINCT pg_get_userbyid(lomowner), ',') FROM pg_largeobject_metadata WHERE oid BETWEEN 50000 AND 59999) AS owner,
      (SELECT lomacl::text LIKE '%=r/%' FROM pg_largeobject_metadata WHERE oid = 50006) AS granted`)
    expect(row).toMatchObject({ cut: 4096, large: 2_500_000, owner: bed.move.appRoles[0], granted: true })
    expect(row?.changed).toMatch(/^.{5}changed/)
  })

  test('a materialised view shows on the new side what its tables hold', async () => {
    const bed = await bedWith(`CREATE MATERIALIZED VIEW biz.total AS SELECT count(*)::int AS entries FROM biz.entry;`)
    await bed.sql('source', `INSERT INTO biz.entry (writer) SELECT 1 FROM generate_series(1, 9)`)
    await bed.mover().syncStatus(bed.move)

    await switchFrom(bed, 'source', 2)

    expect(await bed.sql('target', 'SELECT entries FROM biz.total')).toEqual([{ entries: 9 }])
  })
})

describe('tables of every kind', () => {
  const keyless = `
    CREATE TABLE biz.log (at timestamptz DEFAULT now(), line text);
    CREATE TABLE biz.by_index (code text NOT NULL, part int NOT NULL, note text, CONSTRAINT by_index_u UNIQUE (code, part));
    INSERT INTO biz.log (line) SELECT 'same' FROM generate_series(1, 10); INSERT INTO biz.by_index SELECT md5(i::text), i, NULL FROM generate_series(1, 100) i;`

  test('a table without a primary key is fed and proved, and its identity is put back at the end', async () => {
    const bed = await bedWith(keyless)
    await bed.sql('source', `
      UPDATE biz.log SET line = 'other' WHERE ctid = '(0,1)'; DELETE FROM biz.log WHERE ctid = '(0,2)'; UPDATE biz.by_index SET note = 'x' WHERE part < 50`)

    const proof = await switchFrom(bed, 'source', 2)
    await bed.sql('target', `UPDATE biz.log SET line = 'back' WHERE line = 'other'; DELETE FROM biz.by_index WHERE part = 1`)
    const back = await switchFrom(bed, 'target', 3)
    await bed.mover().finish(bed.move, context(4))

    expect([proof.result, back.result]).toEqual(['pass', 'pass'])
    expect(proof.tables.find(({ table }) => table === 'biz.log')).toMatchObject({ rowsSource: 9, rowsTarget: 9 })
    expect(await bed.sql('source', `SELECT count(*)::int FROM biz.log WHERE line = 'back'`)).toEqual([{ count: 1 }])
    expect(await leftovers(bed)).toEqual([])
  })

  test('partitions, arrays, generated and quoted columns, empty tables and negative keys are equal after the switch', async () => {
    const bed = await bedWith(`
      CREATE TABLE biz.parted (id int, region text, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
      CREATE TABLE biz.parted_a PARTITION OF biz.parted FOR VALUES IN ('a'); CREATE TABLE biz.parted_rest PARTITION OF biz.parted DEFAULT;
      CREATE TABLE biz."业务 表" ("键 1" bigint PRIMARY KEY, "a""b" text[], g int GENERATED ALWAYS AS (3) STORED, f float8, j jsonb, d numeric);
      CREATE TABLE biz.empty (id int PRIMARY KEY); CREATE TABLE biz.wide (id bigint PRIMARY KEY, t text);
      INSERT INTO biz.wide VALUES (-9223372036854775808, 'least'), (9223372036854775807, 'most');
      INSERT INTO biz.parted SELECT i, CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 50) i;`)
    await bed.sql('source', `INSERT INTO biz."业务 表" ("键 1", "a""b", f, j, d)
      SELECT i - 500, ARRAY['x', NULL, 'y"z'], 0.1 * i, '{"a": 1}', 1.50 FROM generate_series(1, 1000) i`)

    const proof = await switchFrom(bed, 'source', 2)

    expect(proof.tables.filter(({ differing }) => differing.length > 0)).toEqual([])
    const rows = proof.tables.map(({ table, rowsTarget }) => [table, rowsTarget])
    expect(rows).toEqual(expect.arrayContaining([['biz."业务 表"', 1000], ['biz.parted_a', 25], ['biz.wide', 2], ['biz.empty', 0]]))
  })

  test('names with quotes, spaces and Chinese are carried as they are', async () => {
    const bed = await bedWith('', { database: `库 "一" o'k=1`, role: `应用 "a"`, move: `迁移 'x' "y"` })

    const proof = await switchFrom(bed, 'source', 2)

    expect(proof.result).toBe('pass')
    expect([await writeOnce(bed.app('source')), await writeOnce(bed.app('target'))]).toEqual([false, true])
  })

  test('roles arrive with password hash, settings, memberships and grants, closed to the application', async () => {
    const group = `group_${process.pid}`
    await servers.source.query('postgres', `CREATE ROLE ${group}`)
    onTestFinished(async () => { for (const side of [servers.source, servers.target]) await side.query('postgres', `DROP ROLE IF EXISTS ${group}`) })
    const bed = await createBed(servers, `GRANT SELECT ON biz.entry TO ${group}; GRANT USAGE ON SCHEMA biz TO ${group};`)
    onTestFinished(() => bed.remove())
    const [role] = bed.move.appRoles
    await bed.sql('source', `GRANT ${group} TO ${role}; ALTER ROLE ${role} SET search_path = biz, "$user";
      ALTER ROLE ${role} SET work_mem = '5MB'; ALTER ROLE ${role} CONNECTION LIMIT 40`)

    await bed.mover().prepare(bed.move, context(1))
    await bed.mover().copy(bed.move, context(1))

    const read = (side: Side) => bed.sql(side, `SELECT rolpassword, rolconnlimit, rolcanlogin,
      (SELECT setconfig FROM pg_db_role_setting WHERE setrole = a.oid) AS settings,
      pg_has_role(a.oid, '${group}', 'MEMBER') AS member,
      has_table_privilege('${group}', 'biz.entry', 'SELECT') AS granted FROM pg_authid a WHERE rolname = '${role}'`)
    const [source, target] = await Promise.all([read('source'), read('target')])
    expect(source[0]).toMatchObject({ rolcanlogin: true, member: true, granted: true, rolconnlimit: 40 })
    expect(target[0]).toEqual({ ...source[0], rolcanlogin: false })
  })
})

describe('what is not equal is found', () => {
  test('a row that is missing on the target fails the rehearsal by its key, while both sides are in use', async () => {
    const bed = await bedWith(`INSERT INTO biz.entry (writer, note) SELECT 1, 'n' FROM generate_series(1, 3000);`)
    await bed.sql('target', `DELETE FROM biz.entry WHERE id = 1234; UPDATE biz.entry SET note = 'wrong' WHERE id = 7`)
    const updates = keepUpdating(bed)

    const proof = await bed.mover().rehearse(bed.move, context(2))
    await updates.stop()

    expect(proof.result).toBe('fail')
    expect(proof.tables.find(({ table }) => table === 'biz.entry')?.differing).toEqual(['id 7', 'id 1234'])
  })

  test('a difference fails the proof of a switch and names the key, not the value', async () => {
    const bed = await bedWith(`INSERT INTO biz.entry (writer, note) SELECT 1, 'n' FROM generate_series(1, 3000);`)
    await bed.sql('target', `UPDATE biz.entry SET note = 'secret' WHERE id = 1500`)

    const proof = await switchFrom(bed, 'source', 2)

    expect(proof.result).toBe('fail')
    expect(proof.tables.find(({ table }) => table === 'biz.entry')?.differing).toEqual(['id 1500'])
    expect(JSON.stringify(proof)).not.toContain('secret')
  })

  test('a column added during the sync shows as drift', async () => {
    const bed = await bedWith('')
    await bed.sql('source', 'ALTER TABLE biz.entry ADD COLUMN extra int; CREATE TABLE biz.new_table (id int PRIMARY KEY)')

    expect((await bed.mover().syncStatus(bed.move)).drifted).toEqual(['biz.entry', 'biz.new_table'])
  })
})

/** One statement after another over the whole table, so that no bucket holds still. */
function keepUpdating(bed: Bed): { stop(): Promise<void> } {
  let running = true
  const loop = (async () => {
    for (let round = 0; running; round += 1) await bed.sql('source', 'UPDATE biz.entry SET writer = $1 WHERE id % 97 = $2', [round, round % 97])
  })()
  return { async stop() { running = false; await loop } }
}
