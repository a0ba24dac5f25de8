import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

interface Entry {
  readonly name: string
  readonly pid: number
  /** Start time in clock ticks since boot: the same pid with another start is another process. */
  readonly started: string
}

/** What the demo has started, kept in a file so that a later run can stop what a killed one left behind. */
export class ProcessTable {
  readonly #file: string
  #entries: Entry[]

  constructor(file: string) {
    this.#file = file
    this.#entries = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Entry[]) : []
  }

  add(name: string, pid: number): void {
    this.#entries.push({ name, pid, started: startTime(pid) ?? '' })
    this.#save()
  }

  remove(pid: number): void {
    this.#entries = this.#entries.filter((entry) => entry.pid !== pid)
    this.#save()
  }

  /** Stops everything of the table that still runs; returns the names. Servers are asked first, killed after 5 s. */
  async sweep(): Promise<readonly string[]> {
    const alive = this.#entries.filter(({ pid, started }) => startTime(pid) === started)
    for (const { pid } of alive) signal(pid, 'SIGINT')
    const deadline = performance.now() + 5_000
    while (alive.some(({ pid, started }) => startTime(pid) === started)) {
      if (performance.now() > deadline) for (const { pid } of alive) signal(pid, 'SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    this.#entries = []
    this.#save()
    return alive.map(({ name }) => name)
  }

  #save(): void {
    mkdirSync(dirname(this.#file), { recursive: true })
    writeFileSync(this.#file, JSON.stringify(this.#entries))
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)); undefined when the process is gone or a zombie of the process table. */
export function startTime(pid: number): string | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return afterName[0] === 'Z' ? undefined : afterName[19]
  } catch {
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone in the meantime.
  }
}
