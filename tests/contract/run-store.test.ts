import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRunStore } from '../../src/adapters/control-db/index.js'
import { openControlDatabase } from '../../src/engine/control-database/index.js'
import { runStoreContract } from '../../src/ports/run-store.contract.js'
import type { RunStore } from '../../src/ports/run-store.js'
import { type TestControlDatabase, testControlDatabase } from '../support/control-database.js'

let database: TestControlDatabase
beforeAll(async () => { database = await testControlDatabase() })
afterAll(() => database.remove())

runStoreContract('PostgreSQL', () => openRunStore(database.url))

describe('the record on PostgreSQL', () => {
  const hash = `sha256:${'0'.repeat(64)}` as const
  const at = '2026-03-01T08:00:00.000Z'

  async function opened(run: string): Promise<RunStore> {
    const store = await openRunStore(database.url)
    await store.createRun({ id: run, place: 'dezhou', createdAt: at, operator: 'li', planHash: hash, inventoryHash: hash, stacksHash: null, plan: {} })
    return store
  }

  async function sql(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(text).finally(() => client.end())
  }

  it('lets nobody change or delete evidence and signatures', async () => {
    const store = await opened('kept')
    await store.addEvidence({ id: 'e', run: 'kept', system: 'hr', attempt: 1, kind: 'proof', at, body: {} })

    await expect(sql(`update qianyun.evidence set body = '{"rows": 0}'`)).rejects.toThrow('append-only')
    await expect(sql('delete from qianyun.approval')).rejects.toThrow('append-only')
    await store.close()
  })

  it('refuses a record that a later version has written', async () => {
    await (await opened('versions')).close()
    await sql('insert into qianyun.schema_version values (999)')

    await expect(openRunStore(database.url)).rejects.toThrow('ENG_SCHEMA_TOO_NEW')
    await sql('delete from qianyun.schema_version where version = 999')
  })

  it('says that the database does not answer when it is gone, and goes on when it is back', async () => {
    const store = await opened('gone')
    const { data } = JSON.parse(await readFile(join(database.directory, 'server.json'), 'utf8')) as { data: string }
    process.kill(Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')

    // A session outlives its server for a moment.
    await vi.waitFor(() => expect(store.run('gone')).rejects.toThrow('ENG_CONTROL_DB_UNREACHABLE'), { timeout: 10_000, interval: 50 })
    await openControlDatabase({ directory: database.directory })

    expect((await store.run('gone'))?.id).toBe('gone')
    await store.close()
  })

  it('is made once when many open it for the first time', async () => {
    await sql('drop schema qianyun cascade')

    const stores = await Promise.all(Array.from({ length: 6 }, () => openRunStore(database.url)))

    expect(await stores[0]!.nextFence('s')).toBe(1)
    await Promise.all(stores.map((store) => store.close()))
  })
})
