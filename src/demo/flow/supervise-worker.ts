import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { FaultPoint } from '../../model/fault-points.js'
import type { ProcessTable } from '../servers/process-table.js'
import { stopChild } from '../servers/stop-child.js'

export interface WorkerSupervision {
  readonly root: string
  readonly place: string
  readonly stateDirectory: string
  readonly log: string
  readonly processes: ProcessTable
  /** Fault points at which one worker after the other kills itself; those that follow live. */
  readonly killAt: readonly FaultPoint[]
  readonly onLost: (how: string) => void
}

export interface WorkerSupervisor {
  /** Throws when the worker cannot be kept running: without one the run would wait for ever. */
  refuseEnded(): void
  stop(): Promise<void>
}

/** So many workers in a row that ended by themselves, and no new one is started. */
const ENDED_AT_MOST = 5

/** Keeps one worker of the product's own command running: a killed one is followed by a new one, which goes on from the last recorded step. */
export function superviseWorker(options: WorkerSupervision): WorkerSupervisor {
  const points = [...options.killAt]
  let stopping = false
  let ended = 0
  let lastCode: number | null = null
  let child = launch(options, points.shift())
  const follow = (current: ChildProcess) =>
    current.once('exit', (code, signal) => {
      options.processes.remove(current.pid!)
      if (stopping) return
      ended = signal === null ? ended + 1 : 0
      lastCode = code
      if (ended >= ENDED_AT_MOST) return
      options.onLost(signal ?? `exit code ${code}`)
      child = launch(options, points.shift())
      follow(child)
    })
  follow(child)
  return {
    refuseEnded: () => {
      if (ended >= ENDED_AT_MOST) throw new DiagnosticError(problem('SETUP_SERVER_DID_NOT_START', { what: 'qianyun run worker', detail: `exit code ${lastCode}`, log: options.log }))
    },
    stop: async () => {
      stopping = true
      await stopChild(child, 'SIGTERM')
    },
  }
}

function launch({ root, place, stateDirectory, log, processes }: WorkerSupervision, killAt: FaultPoint | undefined): ChildProcess {
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
