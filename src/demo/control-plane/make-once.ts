import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { startTime } from '../servers/process-table.js'

/**
 * Makes a file or folder that several processes may want at once: one makes it under another name and renames it, the others wait. False where it was there.
 * The lock only saves work: two who both took over from a dead process make the same twice, and the rename keeps the result whole.
 */
export async function makeOnce(path: string, make: (making: string) => Promise<void>): Promise<boolean> {
  if (existsSync(path)) return false
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const lock = `${path}.lock`
  await untilTaken(lock)
  try {
    if (existsSync(path)) return false
    const making = makingPath(path)
    await make(making)
    renameSync(making, path)
    return true
  } finally {
    rmSync(lock, { force: true })
  }
}

/** A name beside the last one. What killed processes have left under such names is removed, for the lock is ours. */
function makingPath(path: string): string {
  const begin = `${basename(path)}.making-`
  for (const name of readdirSync(dirname(path)).filter((one) => one.startsWith(begin))) rmSync(join(dirname(path), name), { recursive: true, force: true })
  return join(dirname(path), `${begin}${process.pid}`)
}

async function untilTaken(lock: string): Promise<void> {
  while (!take(lock)) {
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, `${process.pid} ${startTime(process.pid) ?? ''}`, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Its holder is gone: killed, or of a machine that was switched off. */
function isAbandoned(lock: string): boolean {
  try {
    const [pid, started] = readFileSync(lock, 'utf8').split(' ')
    return started !== undefined && startTime(Number(pid)) !== started
  } catch {
    return false
  }
}
