import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readPassword, urlOf } from './address.js'
import { type Binaries, usableBinaries } from './binaries.js'
import { clusterExists, createCluster } from './create-cluster.js'
import { ensureDatabase } from './ensure-database.js'
import { ControlDatabaseError, namingFaults } from './error.js'
import { type Layout, layOut } from './layout.js'
import { findServerUser } from './os-user.js'
import { probe } from './probe.js'
import { findRunning } from './running-server.js'
import { withStartLock } from './start-lock.js'
import { startServer } from './start-server.js'
import { stopServer } from './stop-server.js'

export interface ControlDatabase {
  /** Holds the password: never in argv, logs or artifacts. */
  readonly url: string
  /** `new`: made now; `started`: was there, stopped; `adopted`: was running. */
  readonly started: 'new' | 'started' | 'adopted'
  /** Stops the embedded server; leaves one that was given by URL alone. */
  stop(): Promise<void>
}

/** Oldest PostgreSQL that the engine's and our own schema run on. */
const OLDEST = 140_000

/**
 * The control database: the server at `url`, or the embedded one of `directory`, made and started when needed.
 * The embedded server outlives this process, so that a killed worker finds it again. Throws ControlDatabaseError.
 */
export async function openControlDatabase(options: { readonly directory: string; readonly url?: string }): Promise<ControlDatabase> {
  return options.url === undefined ? openEmbedded(options.directory) : openGiven(options.url)
}

/** Stops the embedded server of a directory and deletes its data. */
export async function deleteControlDatabase(directory: string): Promise<void> {
  const layout = await layOut(directory, findServerUser())
  if (clusterExists(layout)) await stopServer(layout)
  await rm(layout.data, { recursive: true, force: true })
  if (dirname(layout.data) !== layout.directory) await rm(dirname(layout.data), { recursive: true, force: true })
  await rm(layout.directory, { recursive: true, force: true })
}

async function openGiven(url: string): Promise<ControlDatabase> {
  const { host } = new URL(url)
  const answer = await probe(url)
  if (answer.state === 'wrong_password') throw new ControlDatabaseError('wrong_password', { path: host })
  if (answer.state !== 'ready') throw new ControlDatabaseError('not_reachable', { host, detail: answer.state === 'starting' ? 'starting' : answer.detail })
  if (answer.version < OLDEST) throw new ControlDatabaseError('wrong_version', { found: Math.floor(answer.version / 10_000), wanted: OLDEST / 10_000 })
  return { url, started: 'adopted', stop: () => Promise.resolve() }
}

async function openEmbedded(directory: string): Promise<ControlDatabase> {
  return namingFaults(directory, async () => {
    const user = findServerUser()
    const layout = await layOut(directory, user)
    return withStartLock(layout.lock, async () => {
      const existed = clusterExists(layout)
      const running = existed ? await findRunning(layout, await readPassword(layout)) : undefined
      if (running !== undefined) return opened(layout, running.port, 'adopted')
      const binaries = await usableBinaries(user)
      if (existed) await checkMajor(layout, binaries)
      else await createCluster(layout, binaries, user)
      const port = await startServer(layout, binaries, user, await readPassword(layout))
      return opened(layout, port, existed ? 'started' : 'new')
    })
  })
}

async function opened(layout: Layout, port: number, started: ControlDatabase['started']): Promise<ControlDatabase> {
  const password = await readPassword(layout)
  await ensureDatabase(port, password)
  return { url: urlOf(port, password), started, stop: () => stopServer(layout) }
}

/** A data folder belongs to one major version of PostgreSQL. */
async function checkMajor(layout: Layout, binaries: Binaries): Promise<void> {
  const found = (await readFile(join(layout.data, 'PG_VERSION'), 'utf8')).trim()
  const wanted = binaries.version.split('.')[0] ?? ''
  if (found !== wanted) throw new ControlDatabaseError('wrong_version', { found, wanted, path: layout.data })
}
