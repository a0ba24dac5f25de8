import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { FileTree, FilesMove, Side } from '../../../ports/data-mover.js'
import { sshParameters } from '../host/ssh.js'
import { ending, signalGroup, startProgram, type Child } from '../host/spawn-call.js'
import { status } from './guarded.js'
import type { FilesMoverOptions } from './options.js'
import { forgetRunning, guardedRsync, type Gate } from './running.js'
import { localPlace, NEVER_MOVED, otherSide, stateFolder, type Sides } from './sides.js'

/** What one rsync of a pass is given. */
export interface RsyncCall {
  readonly move: FilesMove
  readonly sides: Sides
  readonly options: FilesMoverOptions
  readonly from: Side
  readonly gate: Gate
  readonly parameters: readonly string[]
  /** Standard input: the names to transfer, each with a NUL behind it. */
  readonly names?: string
  readonly signal?: AbortSignal
  /** Stopped while the system's copy is paused; never inside an outage. */
  readonly pausable: boolean
  readonly onOutput?: (text: string) => void
}

/** Everything a POSIX tree holds but devices, sockets and pipes, which belong to running programs. */
export const everything = ['-rlptgoHAXS', '--numeric-ids'] as const

/** Status of rsync when files vanished while it read: usual in a tree that is in use. */
const VANISHED = 24

/** Rejects with the reason unless rsync ended well. A signal that is aborted ends it with its helpers. */
export async function runRsync(call: RsyncCall): Promise<void> {
  const { move, sides, from, signal } = call
  signal?.throwIfAborted()
  const child = startProgram('sh', ['-c', guardedRsync, 'qianyun', stateFolder(localPlace(sides)), call.gate, ...parametersOf(call)])
  child.stdin.end(Buffer.from(call.names ?? '', 'latin1'))
  child.stdout.on('data', (chunk: Buffer) => call.onOutput?.(chunk.toString('latin1')))
  const over = new AbortController()
  const pausing = call.pausable ? pauseWhileAsked(child, call, over.signal) : undefined
  const { exit, errors } = await ending(child, signal)
  over.abort()
  await pausing
  if (exit !== status.unprepared) await forgetRunning(sides, child.pid)
  signal?.throwIfAborted()
  if (exit !== 0 && exit !== VANISHED) throw new DiagnosticError(failure(move, from, exit, errors))
}

function parametersOf({ move, sides, options, from, parameters }: RsyncCall): readonly string[] {
  const remote = (['source', 'target'] as const).map((side) => sides[side].tree.ssh).find((ssh) => ssh !== null)
  const shell = remote ? ['--secluded-args', `--rsh=${['ssh', ...sshParameters(remote, options.ssh ?? {}, 'guest')].map(rshQuoted).join(' ')}`] : []
  const exclude = [...NEVER_MOVED, ...move.exclude].map((pattern) => `--exclude=${pattern}`)
  return [...parameters, ...exclude, ...shell, '--', location(sides[from].tree), location(sides[otherSide(from)].tree)]
}

/** rsync splits the remote shell's command itself and knows single quotes; inside them a quote is doubled. */
const rshQuoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\'', '\'\'')}'`)

function location({ path, ssh }: FileTree): string {
  const folder = `${path.replace(/\/+$/, '')}/`
  return ssh ? `${ssh.user}@${ssh.host}:${folder}` : folder
}

async function pauseWhileAsked(child: Child, { move, options }: RsyncCall, ended: AbortSignal): Promise<void> {
  const { clock, throttle } = options
  let stopped = false
  while (!ended.aborted) {
    const asked = throttle.paused(move)
    if (asked !== stopped) signalGroup(child.pid, asked ? 'SIGSTOP' : 'SIGCONT')
    stopped = asked
    await clock.sleep(milliseconds(200), ended)
  }
}

function failure(move: FilesMove, from: Side, exit: number, errors: string) {
  const { name } = move
  if (exit === status.takenOver) return problem('MOVE_STALE_WORKER', { detail: `a pass of ${name} from the ${from} side` })
  if (exit === status.unprepared) return problem('FILES_NOT_PREPARED', { place: from, path: move[from].path })
  if (exit === 127) return problem('FILES_PROGRAM_MISSING', { program: 'rsync', host: 'localhost' })
  if (/No space left on device|Disk quota exceeded/.test(errors)) return problem('FILES_NO_SPACE', { place: otherSide(from), detail: errors })
  return problem('FILES_PASS_FAILED', { name, place: from, status: exit, detail: errors })
}
