/** One table for each kind of thing that is easily lost on the way, with rows to begin with. Owner of all is the application. */
export const oddTables = `
  CREATE TYPE biz."状态 'x'" AS ENUM ('新', '办结', 'it''s "done"');
  CREATE DOMAIN biz.positive AS numeric(30, 10) CHECK (VALUE > 0 OR VALUE = 'NaN');
  CREATE TYPE biz.place AS (street text, "号 码" int);
  CREATE TABLE biz.kinds (id int PRIMARY KEY, status biz."状态 'x'", amount biz.positive, list text[], matrix int[][], span tstzrange, days daterange,
    spans int4multirange, bytes bytea, single float4, double float8, ever timestamptz, day date, long interval, json json, jsonb jsonb, xml xml,
    address inet, mac macaddr, bits bit varying(9), at biz.place, uuid uuid, money money, vector tsvector, padded char(5), point point);
  CREATE TABLE biz.computed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.13) STORED);
  CREATE TABLE biz.parts (id int, day date, note text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TABLE biz.parts_old PARTITION OF biz.parts FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
  CREATE TABLE biz.parts_new PARTITION OF biz.parts FOR VALUES FROM ('2026-01-01') TO (MAXVALUE) PARTITION BY HASH (id);
  CREATE TABLE biz.parts_new_0 PARTITION OF biz.parts_new FOR VALUES WITH (MODULUS 2, REMAINDER 0);
  CREATE TABLE biz.parts_new_1 PARTITION OF biz.parts_new FOR VALUES WITH (MODULUS 2, REMAINDER 1);
  CREATE TABLE biz."一二三四五六七八九十一二三四五六七八九十一" ("列 ""甲""" int PRIMARY KEY, "o'k" text);
  CREATE TABLE biz.wide (id int PRIMARY KEY, kept text, changed int);
  ALTER TABLE biz.wide ALTER kept SET STORAGE EXTERNAL;
  CREATE TABLE biz.guarded (id int PRIMARY KEY, owner text, secret text);
  ALTER TABLE biz.guarded ENABLE ROW LEVEL SECURITY; ALTER TABLE biz.guarded FORCE ROW LEVEL SECURITY;
  CREATE POLICY mine ON biz.guarded USING (owner = 'me') WITH CHECK (owner = 'me');
  CREATE TABLE biz.audited (id int PRIMARY KEY, note text, audits int DEFAULT 0);
  CREATE FUNCTION biz.audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.audits := NEW.audits + 1; RETURN NEW; END';
  CREATE TRIGGER audit BEFORE INSERT OR UPDATE ON biz.audited FOR EACH ROW EXECUTE FUNCTION biz.audit();
  CREATE TABLE biz.parent (id int PRIMARY KEY);
  CREATE TABLE biz.child (id int PRIMARY KEY, parent int REFERENCES biz.parent ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);`

/** Rows with the numbers \`first\` to \`first + 9\`, then changes and removals among them: as superuser, so that no policy is in the way. */
export function oddChanges(first: number): string {
  return `
    INSERT INTO biz.kinds SELECT i, '办结', 'NaN', ARRAY['a', NULL, '', 'q"{}', '\\\\'], ARRAY[[i, 2], [3, 4]], '[-infinity, infinity)', '(,2026-01-01)',
      '{[1,3),[5,9)}', '\\x00ff0a5c'::bytea, 'NaN', '-Infinity', '4713-01-01 00:00:00+00 BC', '5874897-12-31', '-178000000 years 3 mons -1.5 s',
      '{"a" : 1,  "a": 2}', '{"中": [1.10, null]}', '<a>&amp;</a>', '::1/64', '08:00:2b:01:02:03', B'101', ROW('路 "1"', NULL)::biz.place,
      '00000000-0000-0000-0000-00000000000a', 12.34, 'a:1A b:2', 'ab', '(1.5,-0)' FROM generate_series(${first}, ${first + 9}) i;
    UPDATE biz.kinds SET ever = 'infinity', day = '-infinity', double = '-0', single = 'Infinity', amount = 0.0000000001, status = 'it''s "done"', xml = NULL
      WHERE id % 2 = 0;
    UPDATE biz.kinds SET ever = '0044-03-15 12:00:00+00 BC', day = '0001-01-01 BC', bytes = '', list = '{}', span = 'empty' WHERE id % 3 = 0;
    DELETE FROM biz.kinds WHERE id = ${first + 1};
    INSERT INTO biz.computed (net) SELECT i + 0.10 FROM generate_series(${first}, ${first + 9}) i; UPDATE biz.computed SET net = net * 2 WHERE id % 2 = 0;
    INSERT INTO biz.parts SELECT i, DATE '2025-12-30' + i % 4, 'p' FROM generate_series(${first}, ${first + 9}) i;
    UPDATE biz.parts SET day = '2026-06-01' WHERE id = ${first} AND day < '2026-01-01'; UPDATE biz.parts SET day = '2020-01-01' WHERE id = ${first + 2};
    INSERT INTO biz."一二三四五六七八九十一二三四五六七八九十一" SELECT i, E'quote '' tab \\t' FROM generate_series(${first}, ${first + 9}) i;
    UPDATE biz."一二三四五六七八九十一二三四五六七八九十一" SET "列 ""甲""" = -"列 ""甲""", "o'k" = '𠮷' WHERE "列 ""甲""" = ${first};
    INSERT INTO biz.wide SELECT i, repeat(md5(i::text), 1000), 0 FROM generate_series(${first}, ${first + 9}) i; UPDATE biz.wide SET changed = changed + 1;
    INSERT INTO biz.guarded SELECT i, CASE WHEN i % 2 = 0 THEN 'me' ELSE 'other' END, 's' FROM generate_series(${first}, ${first + 9}) i;
    UPDATE biz.guarded SET secret = 'changed' WHERE owner = 'other';
    INSERT INTO biz.audited SELECT i, 'n' FROM generate_series(${first}, ${first + 9}) i; UPDATE biz.audited SET note = 'm' WHERE id % 2 = 0;
    INSERT INTO biz.child SELECT i, i FROM generate_series(${first}, ${first + 9}) i; INSERT INTO biz.parent SELECT generate_series(${first}, ${first + 9});
    DELETE FROM biz.parent WHERE id = ${first}; UPDATE biz.parent SET id = -id WHERE id = ${first + 1};`
}

/** Tables that a proof of these must name, each with the number of rows after \`oddChanges\` was run so many times. */
export function oddCounts(times: number): Readonly<Record<string, number>> {
  return {
    'biz.kinds': 9 * times, 'biz.computed': 10 * times, 'biz."一二三四五六七八九十一二三四五六七八九十一"': 10 * times, 'biz.wide': 10 * times,
    'biz.guarded': 10 * times, 'biz.audited': 10 * times, 'biz.child': 9 * times, 'biz.parent': 9 * times,
  }
}
