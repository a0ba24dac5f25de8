import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startEmbeddedPostgres } from '../support/embedded-postgres-server.js'
import { startPostgres } from '../support/postgres-server.js'
import { serving, switched, untilLagBelow, users } from './fault-support.js'
import { oddChanges, oddCounts, oddTables } from './odd-rows.js'
import { context, leftovers, syncedBed, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => {
  const [source, target] = await Promise.all([startPostgres(), startEmbeddedPostgres()])
  servers = { source, target, stop: async () => void (await Promise.all([source.stop(), target.stop()])) }
})
afterAll(async () => { await servers.stop() })

const count = (tables: readonly { table: string; rowsSource: number; rowsTarget: number }[], name: string) => {
  const one = tables.find(({ table }) => table === name)
  return [one?.rowsSource, one?.rowsTarget]
}

test('a database goes from PostgreSQL 15 to 18, is written to there, comes back with it, and goes for good', async () => {
  const bed = await syncedBed(servers, `${oddTables} CREATE SEQUENCE biz.doc_no START 500; CREATE MATERIALIZED VIEW biz.total AS SELECT count(*)::int AS n FROM biz.kinds;
    SELECT lo_from_bytea(70001, 'object');`)
  onTestFinished(() => bed.remove())
  const versions = await Promise.all((['source', 'target'] as const).map((side) => bed.sql<{ v: number }>(side, `SELECT current_setting('server_version_num')::int / 10000 AS v`)))
  expect(versions.flat().map(({ v }) => v)).toEqual([15, 18])
  const clients = users(bed)
  await bed.sql('source', oddChanges(100))
  await untilLagBelow(bed, 1_000)
  expect((await bed.mover().rehearse(bed.move, context(2))).result).toBe('pass')

  const there = await switched(bed, 'source', 3)
  await bed.sql('target', `${oddChanges(200)}; SELECT nextval('biz.doc_no'), lo_put(70001, 0, 'changed')`)
  const back = await switched(bed, 'target', 4)
  await bed.sql('source', oddChanges(300))
  const again = await switched(bed, 'source', 5)
  const missing = await clients.missing('target')
  await bed.mover().finish(bed.move, context(6))

  for (const [times, proof] of [there, back, again].entries()) {
    expect(proof.tables.filter(({ differing }) => differing.length > 0)).toEqual([])
    expect(proof).toMatchObject({ result: 'pass', largeObjects: { compared: 1, different: 0 } })
    for (const [table, rows] of Object.entries(oddCounts(times + 1))) expect([table, ...count(proof.tables, table)]).toEqual([table, rows, rows])
  }
  expect(missing).toEqual([])
  expect(await serving(bed)).toEqual(['target'])
  expect(await leftovers(bed)).toEqual([])
  expect(await bed.sql('target', `SELECT nextval('biz.doc_no')::int AS doc, convert_from(lo_get(70001), 'UTF8') AS object`)).toEqual([{ doc: 501, object: 'changed' }])
})
