import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { filesBelow } from './files-below.js'

/** Stops every database server whose data directory lies below the folder: replicas and clones, which the run itself has started. */
export async function stopServersBelow(folder: string): Promise<void> {
  const pids = filesBelow(folder).filter((path) => path.endsWith('.pid')).flatMap(pidOf)
  for (const pid of pids) signal(pid, 'SIGQUIT')
  for (let waited = 0; pids.some((pid) => signal(pid, 0)); waited += 50) {
    if (waited > 5_000) return pids.forEach((pid) => signal(pid, 'SIGKILL'))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The pid a server wrote, if the process of that number is still the server of that directory: PostgreSQL writes inside of it, MariaDB's file stands beside. */
function pidOf(file: string): readonly number[] {
  const directory = basename(file) === 'postmaster.pid' ? dirname(file) : file.slice(0, -'.pid'.length)
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    return pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory) ? [pid] : []
  } catch {
    return []
  }
}

/** False when the process is gone. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
