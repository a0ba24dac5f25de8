import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Stops every PostgreSQL server whose data directory lies below the folder: replicas and clones, which the run itself has started. */
export async function stopServersBelow(folder: string): Promise<void> {
  const pids = pidFilesBelow(folder).flatMap(pidOf)
  for (const pid of pids) signal(pid, 'SIGQUIT')
  for (let waited = 0; pids.some((pid) => signal(pid, 0)) && waited < 5_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50))
}

function pidFilesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('postmaster.pid')).map((name) => join(folder, name))
}

/** The pid a server wrote, if the process of that number is still the server of that directory. */
function pidOf(file: string): readonly number[] {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    return pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dirname(file)) ? [pid] : []
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
