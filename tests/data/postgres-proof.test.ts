import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { seconds } from '../../src/model/duration.js'
import { takeSteps } from '../../src/ports/data-mover.contract.js'
import type { Proof, TableProof } from '../../src/ports/data-mover.js'
import { startEmbeddedPostgres } from '../support/embedded-postgres-server.js'
import { startPostgres } from '../support/postgres-server.js'
import { context, syncedBed, type Bed, type Servers } from './postgres-bed.js'

/** Two major versions: hashes and definitions must be equal over both. */
let servers: Servers
beforeAll(async () => {
  const [source, target] = await Promise.all([startPostgres(), startEmbeddedPostgres()])
  servers = { source, target, stop: async () => void (await Promise.all([source.stop(), target.stop()])) }
})
afterAll(async () => { await servers.stop() })

async function bedWith(schema: string): Promise<Bed> {
  const bed = await syncedBed(servers, schema)
  onTestFinished(() => bed.remove())
  return bed
}

async function proved(bed: Bed, between: () => Promise<unknown> = async () => undefined): Promise<Proof> {
  const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
  try {
    await takeSteps(session, 'fence')
    await between()
    await session.drain(seconds(10))
    for (const step of [() => session.fixups(), () => session.snapshots(), () => session.reverse(), () => session.open()]) await step()
    return await session.prove(() => undefined)
  } finally {
    await session.close()
  }
}

const tableOf = (proof: Proof, name: string): TableProof | undefined => proof.tables.find(({ table }) => table === name)

const everyType = `
  CREATE TYPE biz.colour AS ENUM ('red', '绿'); CREATE DOMAIN biz.positive AS int CHECK (VALUE > 0); CREATE TYPE biz.pair AS (a int, b text);
  CREATE TABLE biz.types (id bigint PRIMARY KEY, bo bool, i2 int2, i4 int4, f4 float4, f8 float8, n numeric, n2 numeric(20, 4),
    t text, vc varchar(30), c char(9), u uuid, by bytea, d date, ts timestamp, tz timestamptz, ti time, tt timetz, iv interval, j json, jb jsonb,
    x xml, ip inet, ci cidr, mac macaddr, bi bit(5), vb varbit, mo money, e biz.colour, po biz.positive, pa biz.pair, r int4range, tr tstzrange,
    mr nummultirange, ai int[], at text[], af float8[], ae biz.colour[], an numeric[][],
    pt point, px path, ts1 tsvector, tq tsquery, rc regclass, ls pg_lsn, o oid, na name, ch "char", jp jsonpath, g int GENERATED ALWAYS AS (i4 * 2) STORED);
  INSERT INTO biz.types SELECT i, i % 2 = 0, i, i, i / 3.0, 1 / (i + 0.1), i / 7.0, i, '文字 ' || i, 'v' || i, 'c', md5(i::text)::uuid,
    decode(md5(i::text), 'hex'), '2020-01-01'::date + i, '2020-01-01 10:00:00.123456'::timestamp + i * interval '1 hour',
    '2020-01-01 10:00+08'::timestamptz + i * interval '1 s', '10:00:00.5', '10:00+08', i * interval '1 month 3 days 00:00:00.000001',
    '{"a":  1}', jsonb_build_object('n', 1.50, 'i', i), '<a>x</a>',
    '10.0.0.1/24', '10.0.0.0/8', '08:00:2b:01:02:03', B'10101', B'1', i, 'red', i, ROW(i, 'x'::text)::biz.pair, int4range(i, i + 5),
    tstzrange(now(), NULL), '{[1,2],[5,6]}', ARRAY[i, NULL], ARRAY['a,b', NULL, '"'], ARRAY[0.1, 'NaN', '-0'], ARRAY['绿', 'red']::biz.colour[],
    ARRAY[[1.0, 1.00], [2, 3]],
    point(0.1, i), '((0,0),(1,1))', 'a b', 'a & b', 'pg_class', '0/16B3748', i, 'na', 'q', '$.a'
  FROM generate_series(1, 300) i;
  INSERT INTO biz.types (id, f4, f8, n, d, ts, tz) VALUES (-1, 'NaN', '-0', 'NaN', 'infinity', '-infinity', 'infinity'),
    (-2, '-Infinity', 0, 'Infinity', '0044-03-15 BC', '4713-01-01 BC', '0001-01-01 BC'),
    (-3, 1e-40, 1.7976931348623157e308, 0.000, '5874897-12-31', '294276-12-31', NULL);
  INSERT INTO biz.types (id, f8) SELECT -10, 'Infinity'::float8 - 'Infinity'::float8;`

describe('equality', () => {
  test('every type is found equal over two major versions', async () => {
    const bed = await bedWith(`${everyType}
      CREATE TABLE biz.nothing (); INSERT INTO biz.nothing DEFAULT VALUES;
      CREATE TABLE biz.far (id bigint PRIMARY KEY); INSERT INTO biz.far VALUES (-9223372036854775808), (9223372036854775807);`)
    await bed.sql('source', `UPDATE biz.types SET n = n + 1, f8 = f8 / 3, at = at || 'z'::text WHERE id % 3 = 0`)

    const proof = await proved(bed)

    expect(proof.tables.filter(({ differing }) => differing.length > 0)).toEqual([])
    expect(proof).toMatchObject({ result: 'pass', objects: { different: [] } })
    expect(tableOf(proof, 'biz.types')).toMatchObject({ rowsSource: 304, rowsTarget: 304 })
  })

  test('values that the database calls equal and that are not the same are told apart', async () => {
    const bed = await bedWith(`
      CREATE COLLATION biz.blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      CREATE TABLE biz.strict (id int PRIMARY KEY, n numeric, f float8, t text COLLATE biz.blind, w bigint, iv interval, j jsonb, c bpchar);
      INSERT INTO biz.strict SELECT i, 1.0, 0, 'word', 1, '30 days', '{"a": 1.0}', 'x' FROM generate_series(1, 20) i;`)
    await bed.sql('target', `
      UPDATE biz.strict SET n = 1.00 WHERE id = 1; UPDATE biz.strict SET f = '-0' WHERE id = 2; UPDATE biz.strict SET t = 'WORD' WHERE id = 3;
      UPDATE biz.strict SET w = 4294967296 WHERE id = 4;
      UPDATE biz.strict SET iv = '1 month' WHERE id = 5; UPDATE biz.strict SET j = '{"a": 1.00}' WHERE id = 6; UPDATE biz.strict SET c = 'x ' WHERE id = 7`)

    const proof = await proved(bed)

    expect(tableOf(proof, 'biz.strict')?.differing).toEqual([1, 2, 3, 4, 5, 6, 7].map((id) => `id ${id}`))
  })

  test('two rows that have exchanged a value differ, and so does a row that is there twice', async () => {
    const bed = await bedWith(`
      CREATE TABLE biz.swapped (id int PRIMARY KEY, a text, b text); INSERT INTO biz.swapped VALUES (1, 'x', 'p'), (2, 'y', 'q'), (3, 'z', 'r');
      CREATE TABLE biz.twice (a text, b int); INSERT INTO biz.twice VALUES ('one', 1), ('two', 2), ('three', 3);`)
    await bed.sql('target', `UPDATE biz.swapped SET b = CASE id WHEN 1 THEN 'q' ELSE 'p' END WHERE id < 3;
      INSERT INTO biz.twice VALUES ('two', 2), ('two', 2); DELETE FROM biz.twice WHERE b = 1`)

    const proof = await proved(bed)

    expect(tableOf(proof, 'biz.swapped')?.differing).toEqual(['id 1', 'id 2'])
    const row: unknown = expect.stringMatching(/^hash of the row -?\d+$/)
    expect(tableOf(proof, 'biz.twice')).toMatchObject({ rowsSource: 3, rowsTarget: 4, differing: [row, row] })
  })
})

describe('what differs is named', () => {
  test('keys are found in a table of very uneven keys, named up to twenty, and no value leaves the database', async () => {
    const bed = await bedWith(`
      CREATE TABLE biz.uneven (id bigint PRIMARY KEY, note text);
      INSERT INTO biz.uneven SELECT i, 'n' FROM generate_series(1, 120000) i; INSERT INTO biz.uneven VALUES (1000000000000000, 'far');
      CREATE TABLE biz.people (card text PRIMARY KEY, name text); INSERT INTO biz.people SELECT 'card ' || i, '某人' FROM generate_series(1, 40) i;`)
    await bed.sql('target', `
      DELETE FROM biz.uneven WHERE id IN (7, 60000); UPDATE biz.uneven SET note = 'secret' WHERE id = 1000000000000000;
      INSERT INTO biz.uneven VALUES (-5, 'early');
      UPDATE biz.people SET name = 'other'`)

    const proof = await proved(bed)

    expect(tableOf(proof, 'biz.uneven')).toMatchObject({ rowsSource: 120_001, rowsTarget: 120_000 })
    expect(tableOf(proof, 'biz.uneven')?.differing).toEqual(['id -5', 'id 7', 'id 60000', 'id 1000000000000000'])
    const people = tableOf(proof, 'biz.people')?.differing ?? []
    expect(people).toHaveLength(21)
    expect(people.slice(0, 20).every((label) => /^hash of card -?\d+$/.test(label))).toBe(true)
    expect(people.at(-1)).toBe('+20')
    expect(JSON.stringify(proof)).not.toMatch(/secret|某人|card \d/)
  })

  test('objects that are missing or other on one side fail the proof and the rehearsal before it', async () => {
    const bed = await bedWith(`
      CREATE TABLE biz.doc (id int PRIMARY KEY, n int CONSTRAINT small CHECK (n < 100), t text DEFAULT 'x'); CREATE INDEX doc_t ON biz.doc (t);
      CREATE FUNCTION biz.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER touch BEFORE INSERT ON biz.doc FOR EACH ROW EXECUTE FUNCTION biz.touch();
      CREATE VIEW biz.docs AS SELECT d.id, d.t FROM biz.doc d WHERE d.n BETWEEN 1 AND 9;
      GRANT SELECT (t) ON biz.doc TO PUBLIC; CREATE SEQUENCE biz.number CACHE 5;
      CREATE TYPE biz.colour AS ENUM ('a', 'b'); ALTER TABLE biz.doc ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON biz.doc USING (t = current_user);`)
    expect((await bed.mover().rehearse(bed.move, context(2))).objects.different).toEqual([])
    await bed.sql('target', `
      DROP INDEX biz.doc_t; ALTER TABLE biz.doc DISABLE TRIGGER touch; ALTER TABLE biz.doc DROP CONSTRAINT small;
      REVOKE SELECT (t) ON biz.doc FROM PUBLIC; ALTER SEQUENCE biz.number CACHE 1;
      ALTER TYPE biz.colour ADD VALUE 'c'; ALTER FUNCTION biz.touch SECURITY DEFINER;
      ALTER POLICY own ON biz.doc USING (true); CREATE SEQUENCE biz.strange; DROP VIEW biz.docs`)

    const rehearsal = await bed.mover().rehearse(bed.move, context(2))
    await bed.sql('target', 'DROP SEQUENCE biz.strange')
    const proof = await proved(bed)

    const different = [
      'constraint biz.doc.small', 'enum biz.colour', 'function biz.touch()', 'grants biz.doc', 'grants biz.docs', 'index biz.doc_t', 'policy biz.doc.own',
      'sequence biz.number', 'trigger biz.doc.touch', 'view biz.docs',
    ]
    expect([proof.result, proof.objects.different]).toEqual(['fail', different])
    expect(rehearsal).toMatchObject({ result: 'fail', sequences: { different: ['biz.strange'] } })
    expect(rehearsal.objects.different).toEqual(expect.arrayContaining(different))
    expect(rehearsal.tables.every(({ differing }) => differing.length === 0)).toBe(true)
  })
})

describe('writers that nobody declared', () => {
  async function superuser(bed: Bed): Promise<pg.Client> {
    const client = new pg.Client(bed.move.source)
    await client.connect()
    onTestFinished(() => client.end())
    return client
  }

  test('what a superuser writes behind the fence fails the proof by name, also when the snapshots do not show it', async () => {
    const bed = await bedWith(`
      CREATE TABLE biz.after (id int PRIMARY KEY); CREATE TABLE biz.calm (id int PRIMARY KEY);
      CREATE TABLE biz.cut (id int PRIMARY KEY); INSERT INTO biz.cut VALUES (1);`)
    const client = await superuser(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await client.query('INSERT INTO biz.calm VALUES (1)')
    await takeSteps(session, 'snapshots')
    await client.query('INSERT INTO biz.after VALUES (1); TRUNCATE biz.cut')
    await session.reverse()
    await session.open()
    const proof = await session.prove(() => undefined)
    await session.close()

    // The snapshot does not keep a row that is truncated, it keeps those that are deleted.
    expect(proof.tables.filter(({ differing }) => differing.length > 0).map(({ table }) => table)).toEqual(['biz.cut'])
    expect([proof.result, proof.objects.different]).toEqual(['fail', ['late-write biz.after', 'late-write biz.cut']])
    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'target', feed: true })
  })

  test('a write between token and snapshot is told twice: as a late write and as a key', async () => {
    const bed = await bedWith('CREATE TABLE biz.after (id int PRIMARY KEY);')
    const client = await superuser(bed)

    const proof = await proved(bed, () => client.query('INSERT INTO biz.after VALUES (41)'))

    expect(tableOf(proof, 'biz.after')?.differing).toEqual(['id 41'])
    expect(proof.objects.different).toEqual(['late-write biz.after'])
  })
})
