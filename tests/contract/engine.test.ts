import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openRunStore } from '../../src/adapters/control-db/index.js'
import { openControl } from '../../src/engine/dbos/control.js'
import { startWorker } from '../../src/engine/dbos/worker.js'
import { type Effect, engineContract, type EngineUnderTest } from '../../src/engine/engine.contract.js'
import { testControlDatabase } from '../support/control-database.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

engineContract('DBOS on an embedded PostgreSQL', async (): Promise<EngineUnderTest> => {
  spawnSync(process.execPath, [join(root, 'tools/build.mjs'), '--if-stale'], { stdio: 'inherit' })
  const database = await testControlDatabase()
  const [control, store] = await Promise.all([openControl(database.url), openRunStore(database.url)])
  const folder = await mkdtemp('/tmp/qianyun-effects-')
  const fileOf = (subject: string): string => join(folder, encodeURIComponent(subject))
  return {
    control,
    startWorker: (options) => startWorker({
      id: 'here', databaseUrl: database.url, sites: ['*'], perSite: 2, contract: 'phases-1',
      nextFence: (subject) => store.nextFence(subject), onEvent: () => undefined, ...options,
    }),
    spawnWorker: (id) => spawnWorker({ DATABASE_URL: database.url, WORKER_ID: id, EFFECTS: folder }),
    effects: async (subject) => {
      const text = await readFile(fileOf(subject), 'utf8').catch(() => '')
      return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Effect)
    },
    openGate: (subject) => writeFile(`${fileOf(subject)}.open`, ''),
    now: () => Date.now(),
    close: async () => {
      await Promise.all([control.close(), store.close()])
      await database.remove()
      await rm(folder, { recursive: true })
    },
  }
})

async function spawnWorker(environment: Record<string, string>): Promise<{ kill(): Promise<void> }> {
  const program = join(root, 'tests/support/engine-worker.mjs')
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited.then(() => Promise.reject(new Error('the worker ended before it was ready')))])
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
