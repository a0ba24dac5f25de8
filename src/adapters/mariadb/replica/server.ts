import { connect } from 'node:net'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, minutes } from '../../../model/duration.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { leftovers } from './layout.js'
import type { Settings } from './settings.js'
import { optionFile, temporaryOf } from './settings.js'
import type { Tools } from './tools.js'

const patience = { start: minutes(5), stop: minutes(2), pause: milliseconds(50) }

/** Starts a server on its data directory and returns when it accepts connections. It outlives this process. */
export async function startServer({ host, clock }: Tools, place: DatabaseReplicaPlace, data: string, settings: Settings): Promise<void> {
  const [address, port] = [String(settings['bind_address']), Number(settings['port'])]
  if (await accepts(address, port)) throw new DiagnosticError(problem('REPLICA_PORT_TAKEN', { system: place.system, host: address, port }))
  const file = `${data}.cnf`
  await host.write(file, optionFile(settings))
  await host.makeDirectory(temporaryOf(data))
  await host.remove(`${data}.pid`)
  await host.run({ program: 'sh', parameters: ['-c', 'setsid "$0" "$1" </dev/null >/dev/null 2>&1 &', join(place.binaries, 'mariadbd'), `--defaults-file=${file}`] })
  const deadline = clock.now() + patience.start
  while (!(await accepts(address, port))) {
    if (clock.now() > deadline || await gaveUp({ host, clock }, data)) throw await startProblem({ host, clock }, place, data)
    await clock.sleep(patience.pause)
  }
}

/** Stops the server of a data directory when one runs; `kill` is for copies that are thrown away. */
export async function stopServer({ host, clock }: Tools, data: string, how: 'shutdown' | 'kill' = 'shutdown'): Promise<void> {
  const pid = await runningPid({ host, clock }, data)
  if (pid === undefined) return
  await host.run({ program: 'kill', parameters: [how === 'kill' ? '-KILL' : '-TERM', pid] })
  const deadline = clock.now() + patience.stop
  while (await runningPid({ host, clock }, data) === pid && clock.now() < deadline) await clock.sleep(patience.pause)
}

/** Servers that a worker which was killed had started in the folders of its attempt: their port is wanted. */
export async function stopLeftovers(tools: Tools, data: string, purpose: 'building' | 'drill'): Promise<void> {
  for (const path of await leftovers(tools.host, data, purpose)) await stopServer(tools, path, 'kill')
}

/** The process that works in that data directory, whoever started it. A number in a file proves nothing: after a crash it may be another program's. */
async function runningPid({ host }: Tools, data: string): Promise<string | undefined> {
  const script = 'want=$(readlink -f "$1") || exit 0; for one in /proc/[0-9]*; do [ "$(readlink "$one/cwd")" = "$want" ] && [ "$(cat "$one/comm")" = mariadbd ] && echo "${one#/proc/}"; done; exit 0'
  const { output } = await host.run({ program: 'sh', parameters: ['-c', `${script} 2>/dev/null`, 'sh', data] })
  return output.split('\n').find((line) => /^\d+$/.test(line))
}

/** It wrote its last word and is gone. */
async function gaveUp(tools: Tools, data: string): Promise<boolean> {
  const log = (await tools.host.run({ program: 'tail', parameters: ['-n', '5', `${data}.log`] })).output
  return /\[ERROR\] Aborting/.test(log) && (await runningPid(tools, data)) === undefined
}

async function startProblem({ host }: Tools, { system }: DatabaseReplicaPlace, data: string): Promise<DiagnosticError> {
  const { output } = await host.run({ program: 'sh', parameters: ['-c', 'grep ERROR "$1" | tail -n 3', 'sh', `${data}.log`] })
  return new DiagnosticError(problem('REPLICA_PROGRAM_FAILED', { system, program: 'mariadbd', exit: 1, output: output.replaceAll('\n', ' | ') }))
}

export function accepts(host: string, port: number, within = milliseconds(2_000)): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: within })
    const answer = (accepted: boolean) => {
      socket.destroy()
      resolve(accepted)
    }
    socket.on('connect', () => answer(true)).on('error', () => answer(false)).on('timeout', () => answer(false))
  })
}
