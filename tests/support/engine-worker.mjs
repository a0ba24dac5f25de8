// A worker in a process of its own, to be killed. It notes effects in files, outside the engine.
// Environment: DATABASE_URL, WORKER_ID, EFFECTS (a folder). Prints "ready" when it takes work.
import { appendFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { openRunStore } from '../../dist/src/adapters/control-db/index.js'
import { startWorker } from '../../dist/src/engine/dbos/worker.js'

const { DATABASE_URL: databaseUrl, WORKER_ID: id, EFFECTS: folder } = process.env
const store = await openRunStore(databaseUrl)

const fileOf = (subject) => join(folder, encodeURIComponent(subject))

function noting(step, then = async () => {}) {
  return {
    name: step,
    timeout: 60_000,
    maxAttempts: 3,
    body: async ({ subject }, _results, { fence, signal }) => {
      appendFileSync(fileOf(subject), `${JSON.stringify({ step, fence, worker: id })}\n`)
      await then(subject, signal)
      return { fence }
    },
  }
}

async function waitForGate(subject, signal) {
  while (!existsSync(`${fileOf(subject)}.open`)) {
    signal.throwIfAborted()
    await sleep(20)
  }
}

await startWorker({
  id,
  databaseUrl,
  sites: ['*'],
  perSite: 2,
  phases: [{ name: 'gated', steps: [noting('before'), noting('gate', waitForGate), noting('after')], next: () => [] }],
  contract: 'phases-1',
  nextFence: (subject) => store.nextFence(subject),
  onEvent: () => {},
})
process.stdout.write('ready\n')
