import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { postgresBinaries } from '../support/postgres-server.js'
import { switched, untilLagBelow } from './fault-support.js'
import { oddChanges, oddCounts, oddTables } from './odd-rows.js'
import { context, createBed, startServers, syncedBed, type Bed, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

async function bedWith(schema: string, names: Parameters<typeof syncedBed>[2] = {}): Promise<Bed> {
  const bed = await syncedBed(servers, schema, names)
  onTestFinished(() => bed.remove())
  return bed
}

describe('rows that change during the sync', () => {
  test('of every kind arrive, are proved equal, and come back with what was changed since', async () => {
    const bed = await bedWith(oddTables, { database: `库 o'k "二"`, role: '六十三字节的名字：一二三四五六七八九十一', move: 'every kind' })
    await bed.sql('source', oddChanges(100))
    await untilLagBelow(bed, 1_000)
    expect((await bed.mover().rehearse(bed.move, context(2))).tables.filter(({ differing }) => differing.length > 0)).toEqual([])

    const there = await switched(bed, 'source', 3)
    await bed.sql('target', oddChanges(200))
    const back = await switched(bed, 'target', 4)

    for (const [times, proof] of [there, back].entries()) {
      expect(proof.tables.filter(({ differing }) => differing.length > 0)).toEqual([])
      const rows = new Map(proof.tables.map(({ table, rowsSource, rowsTarget }) => [table, [rowsSource, rowsTarget]]))
      for (const [table, count] of Object.entries(oddCounts(times + 1))) expect([table, rows.get(table)]).toEqual([table, [count, count]])
    }
    expect([there.result, back.result]).toEqual(['pass', 'pass'])
    const [row] = await bed.sql('source', `SELECT ever::text, day::text, amount::text, bytes::text, list::text FROM biz.kinds WHERE id = 204`)
    expect(row).toEqual({ ever: '0044-03-15 12:00:00+00 BC', day: '0001-01-01 BC', amount: '0.0000000001', bytes: '\\x', list: '{}' })
  })

  test('and are changed once more by a trigger ENABLE ALWAYS differ, and the rehearsal says where', async () => {
    const bed = await bedWith(`${oddTables} ALTER TABLE biz.audited ENABLE ALWAYS TRIGGER audit;`)
    await bed.sql('source', `INSERT INTO biz.audited SELECT i, 'n' FROM generate_series(1, 3) i`)
    await untilLagBelow(bed, 1_000)

    const proof = await bed.mover().rehearse(bed.move, context(2))

    expect(proof.result).toBe('fail')
    expect(proof.tables.filter(({ differing }) => differing.length > 0).map(({ table }) => table)).toEqual(['biz.audited'])
  })
})

describe('encodings', () => {
  test('text in EUC_CN, and bytes of GBK in a database without encoding, arrive as they are and come back', async () => {
    for (const [encoding, text] of [['EUC_CN', `convert_from('\\xd6d0b9fa', 'EUC_CN')`], ['SQL_ASCII', `E'\\xd6\\xd0\\x81\\x40'`]] as const) {
      const bed = await bedWith(`INSERT INTO biz.entry (writer, note) VALUES (1, ${text});`, { encoding })
      await bed.sql('source', `INSERT INTO biz.entry (writer, note) VALUES (2, ${text} || 'during')`)
      const there = await switched(bed, 'source', 2)
      await bed.sql('target', `UPDATE biz.entry SET note = note || ${text}`)
      const back = await switched(bed, 'target', 3)

      expect([encoding, there.result, back.result]).toEqual([encoding, 'pass', 'pass'])
      const bytes = await bed.sql('source', `SELECT encode(convert_to(note, '${encoding}'), 'hex') AS bytes FROM biz.entry WHERE writer = 1`)
      expect([encoding, bytes]).toEqual([encoding, [{ bytes: encoding === 'EUC_CN' ? 'd6d0b9fad6d0b9fa' : 'd6d08140d6d08140' }]])
    }
  })

  test('what a client writes in GB18030 is the same text on the other side', async () => {
    const bed = await bedWith('')
    const { host, port, database, user, password } = bed.app('source')
    const text = Buffer.from('d6d081308638', 'hex')
    const input = Buffer.concat([Buffer.from(`INSERT INTO biz.entry (writer, note) VALUES (1, '`), text, Buffer.from(`');`)])
    const login = { PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user, PGPASSWORD: password }
    const env = { PATH: process.env.PATH, ...login, PGCLIENTENCODING: 'GB18030' }
    execFileSync(join(postgresBinaries, 'psql'), ['-q', '-v', 'ON_ERROR_STOP=1'], { input, env })

    expect((await switched(bed, 'source', 2)).result).toBe('pass')

    expect(await bed.sql('target', `SELECT encode(convert_to(note, 'GB18030'), 'hex') AS bytes FROM biz.entry`)).toEqual([{ bytes: 'd6d081308638' }])
  })

  test('of another kind on the target block the move', async () => {
    const bed = await createBed(servers, '', { encoding: 'EUC_CN' })
    onTestFinished(() => bed.remove())
    const utf8 = { ...bed.move, target: servers.target.endpoint('postgres') }

    const findings = await bed.mover().preflight(utf8)

    expect(findings).toContainEqual(expect.objectContaining({ check: 'P21', severity: 'block', objects: ['EUC_CN -> UTF8'] }))
  })
})
