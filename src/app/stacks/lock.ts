import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'

/** Who holds a lock. A process id alone is given to another process one day; with the time of its start it is not. */
interface Holder {
  readonly pid: number
  /** Clock ticks from the start of the machine to that of the process; null where the system does not tell. */
  readonly started: string | null
  readonly since: string
  readonly doing: string
}

export interface LockRequest {
  /** Folder of the place's locks; made when it is missing. */
  readonly folder: string
  readonly place: string
  /** What it is held for, as the other one is told: `apply`. */
  readonly doing: string
  readonly now: Date
}

/**
 * Calls `use` while no other process of this machine works on the stacks of the place; else rejects with who does. Everyone puts its
 * own file there first and looks at the others' afterwards, so two can never both go on; two at the same instant may both be refused.
 */
export async function withLock<Result>({ folder, place, doing, now }: LockRequest, use: () => Promise<Result>): Promise<Result> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mine = `${process.pid}-${randomUUID()}.lock`
  const holder: Holder = { pid: process.pid, started: statOf(process.pid).start, since: now.toISOString(), doing }
  writeFileSync(join(folder, mine), JSON.stringify(holder), { mode: 0o600, flag: 'wx' })
  try {
    const other = othersIn(folder, mine)
    if (other) throw new DiagnosticError(problem('STK_LOCKED', { place, pid: other.pid, since: other.since, doing: other.doing }))
    return await use()
  } finally {
    rmSync(join(folder, mine), { force: true })
  }
}

/** Another holder that is alive; what the dead have left is removed. */
function othersIn(folder: string, mine: string): Holder | undefined {
  const files = readdirSync(folder).filter((name) => name.endsWith('.lock') && name !== mine)
  return files.flatMap((name) => {
    const holder = read(join(folder, name))
    if (holder && isAlive(holder)) return [holder]
    rmSync(join(folder, name), { force: true })
    return []
  })[0]
}

/** Undefined for a file that its writer never finished: it was killed at that moment, or it is only about to look at ours. */
function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process may not be signalled, and is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const { state, start } = statOf(pid)
  return state !== 'Z' && (started === null || start === null || start === started)
}

/** Fields 3 and 22 of /proc/<pid>/stat, counted after the name in brackets, which may hold anything; null where there is no such file. */
function statOf(pid: number): { readonly state: string | null; readonly start: string | null } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return { state: fields[0] ?? null, start: fields[19] ?? null }
  } catch {
    return { state: null, start: null }
  }
}
