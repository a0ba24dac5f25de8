import { fork, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ProcessTable } from './process-table.js'

/** Starts one of the demo's own programs with a channel to it; its output goes to a log file. */
export function startChild(name: string, moduleUrl: URL, log: string, processes: ProcessTable): ChildProcess {
  const out = openSync(log, 'a')
  // Detached: a Ctrl-C at the terminal reaches the demo alone, which then stops its children in order.
  const child = fork(fileURLToPath(moduleUrl), [], { stdio: ['ignore', out, out, 'ipc'], detached: true, execArgv: [] })
  closeSync(out)
  processes.add(name, child.pid!)
  child.once('exit', () => processes.remove(child.pid!))
  return child
}

/** The next message that the predicate accepts; rejects when the child ends before. */
export function nextMessage<Message>(child: ChildProcess, accepts: (message: unknown) => message is Message): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      if (!accepts(message)) return
      child.off('message', onMessage)
      child.off('exit', onExit)
      resolve(message)
    }
    const onExit = (code: number | null) => reject(new Error(`a child of the demo ended early (exit code ${code ?? 'none'})`))
    child.on('message', onMessage)
    child.once('exit', onExit)
  })
}

/** Ends a child that has nothing left to do. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.disconnect()
  const killer = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(killer)
}
