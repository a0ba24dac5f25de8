import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ProcessTable } from '../servers/process-table.js'
import { stopChild } from '../servers/stop-child.js'

export interface WorkerSupervision {
  readonly root: string
  readonly place: string
  readonly stateDirectory: string
  readonly log: string
  readonly processes: ProcessTable
  /** Fault point at which the first worker kills itself; later ones live. */
  readonly killAt: string | undefined
  readonly onLost: (how: string) => void
}

/** Keeps one worker of the product's own command running: a killed one is followed by a new one, which goes on from the last recorded step. */
export function superviseWorker(options: WorkerSupervision): { stop(): Promise<void> } {
  let stopping = false
  let child = launch(options, options.killAt)
  const follow = (current: ChildProcess) =>
    current.once('exit', (code, signal) => {
      options.processes.remove(current.pid!)
      if (stopping) return
      options.onLost(signal ?? `exit code ${code ?? 'none'}`)
      child = launch(options, undefined)
      follow(child)
    })
  follow(child)
  return {
    stop: async () => {
      stopping = true
      await stopChild(child, 'SIGTERM')
    },
  }
}

function launch({ root, place, stateDirectory, log, processes }: WorkerSupervision, killAt: string | undefined): ChildProcess {
  const out = openSync(log, 'a')
  const main = fileURLToPath(new URL('../../cli/main.js', import.meta.url))
  const { QIANYUN_FAULT_POINT: _, ...environment } = process.env
  const child = spawn(process.execPath, [main, 'run', 'worker', place, '--root', root], {
    stdio: ['ignore', out, out],
    detached: true,
    env: { ...environment, QIANYUN_STATE: stateDirectory, ...(killAt ? { QIANYUN_FAULT_POINT: killAt } : {}) },
  })
  closeSync(out)
  processes.add('worker', child.pid!)
  return child
}
