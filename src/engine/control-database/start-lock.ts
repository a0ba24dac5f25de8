import { readFile, rm, writeFile } from 'node:fs/promises'
import { milliseconds } from '../../model/duration.js'
import { ControlDatabaseError, errorCode } from './error.js'
import { poll } from './poll.js'

/** Lets one process at a time create or start the server of a directory; a lock whose process is gone is taken over. */
export async function withStartLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  // 1200 x 100 ms = 2 min: initdb on a slow disk took 20 s.
  const held = await poll(milliseconds(100), 1_200, () => take(path))
  if (held === undefined) throw new ControlDatabaseError('busy', { path })
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path: string): Promise<true | undefined> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOSPC') await rm(path, { force: true })
    if (errorCode(error) !== 'EEXIST') throw error
  }
  const owner = Number(await readFile(path, 'utf8').catch(() => ''))
  if (owner > 0 && !isAlive(owner)) await rm(path, { force: true })
  return undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
