import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningComponents } from '../../src/demo/control-plane/processes.js'
import { stopControlPlane } from '../../src/demo/control-plane/start-control-plane.js'

const BEGIN = 'qianyun-planes-'

/** Folder of a control plane that this process starts. */
export function planesFolder(name: string): string {
  return join(tmpdir(), `${BEGIN}${process.pid}-${name}`)
}

/** For a run that ends by a signal and has no time to stop them in order. */
export function killPlanesAtExit(folders: readonly string[]): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  process.once('exit', () => {
    for (const pid of folders.flatMap((folder) => [...runningComponents(folder).values()])) process.kill(pid, 'SIGKILL')
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
}

/** Stops and removes the planes of test runs that were killed before they could: those whose process is gone. */
export async function sweepAbandonedPlanes(): Promise<void> {
  const abandoned = readdirSync(tmpdir()).filter((name) => name.startsWith(BEGIN) && !isAlive(Number.parseInt(name.slice(BEGIN.length))))
  await Promise.all(abandoned.map((name) => stopControlPlane(join(tmpdir(), name))))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
