import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { startTime } from '../servers/process-table.js'

/**
 * Lets one process after another do the work. The lock only saves work: what is built appears by a rename, so that two who
 * both took a dead process's lock over build the same twice and harm nothing.
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  while (!take(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, 250))
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${startTime(process.pid) ?? ''}`, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Its holder is gone: killed, or of a machine that was switched off. */
function isAbandoned(file: string): boolean {
  try {
    const [pid, started] = readFileSync(file, 'utf8').split(' ')
    return started !== undefined && startTime(Number(pid)) !== started
  } catch {
    return false
  }
}
