import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopControlPlane } from '../../src/demo/control-plane/start-control-plane.js'

const BEGIN = 'qianyun-planes-'

/** Folder of a control plane that this process starts. */
export function planesFolder(name: string): string {
  return join(tmpdir(), `${BEGIN}${process.pid}-${name}`)
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
