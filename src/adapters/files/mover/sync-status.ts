import { readFile } from 'node:fs/promises'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { bytes } from '../../../model/bytes.js'
import { milliseconds, type Duration } from '../../../model/duration.js'
import type { FilesMove, MoveState, MoveStatus, SyncStatus } from '../../../ports/data-mover.js'
import { isOpen } from './door.js'
import type { FilesMoverOptions } from './options.js'
import { lastPassFile, pass } from './pass.js'
import { readGate, syncGate } from './running.js'
import { sideWithOpenDoor } from './settle.js'
import { sidesOf, type Sides } from './sides.js'
import { readBoth, servingSide, statesOf, type Readings, type States } from './state.js'

/** Runs a pass: its length is what a switch at this moment would cost. While a switch is under way the age of the last pass is told instead. */
export async function syncStatus(move: FilesMove, options: FilesMoverOptions): Promise<SyncStatus> {
  const sides = sidesOf(move, options)
  const states = await statesOf(move, sides)
  requireFeed(move, states)
  const from = servingSide(states)
  const gate = syncGate(from, states[from].epoch)
  const quiet = { pending: bytes(0), drifted: [] }
  if (await readGate(sides) !== gate) return { ...quiet, lag: await ageOfLastPass(sides, options), applyErrors: 0 }
  try {
    const { milliseconds: length } = await pass({ move, sides, options, from, gate, remove: false, throttled: true })
    return { ...quiet, lag: milliseconds(length), applyErrors: 0 }
  } catch (error) {
    const code = error instanceof DiagnosticError ? error.diagnostics[0]?.code : undefined
    if (code !== 'MOVE_STALE_WORKER' && code !== 'FILES_PASS_FAILED') throw error
    return { ...quiet, lag: await ageOfLastPass(sides, options), applyErrors: code === 'FILES_PASS_FAILED' ? 1 : 0 }
  }
}

export function requireFeed(move: FilesMove, states: States): void {
  if (states.target.stage !== 'copied') throw new DiagnosticError(problem('MOVE_NOT_COPIED', { name: move.name }))
  if (states[servingSide(states)].released) throw new DiagnosticError(problem('FILES_FEED_RELEASED', { name: move.name }))
}

async function ageOfLastPass(sides: Sides, { clock }: FilesMoverOptions): Promise<Duration> {
  const at = Number(await readFile(lastPassFile(sides), 'utf8').catch(() => '0'))
  return milliseconds(at > 0 ? Math.max(0, clock.now() - at) : Number.POSITIVE_INFINITY)
}

/** Who serves is what the doors say. With doors that only the site can see, and no state left, it is whoever holds files. */
export async function moveStatus(move: FilesMove, options: FilesMoverOptions): Promise<MoveStatus> {
  const sides = sidesOf(move, options)
  const readings = await readBoth(sides)
  const { source: { state: old }, target: { state: fresh } } = readings
  if (!old || !fresh) {
    const serving = await withoutState(move, sides, readings)
    return { serving, feed: false, copied: false, state: serving === 'target' ? 'closed' : 'planned' }
  }
  const states = { source: old, target: fresh }
  const serving = doors(move, readings)
  const copied = fresh.stage === 'copied'
  return { serving, feed: copied && !states[servingSide(states)].released, copied, state: moveState(states, serving) }
}

function doors({ door }: FilesMove, { source, target }: Readings): MoveStatus['serving'] {
  if (isOpen(door, source)) return isOpen(door, target) ? 'both' : 'source'
  return isOpen(door, target) ? 'target' : 'neither'
}

async function withoutState(move: FilesMove, sides: Sides, readings: Readings): Promise<'source' | 'target'> {
  if (move.door.kind === 'mode') return sideWithOpenDoor(move, readings)
  const { output } = await sides.target.host.run({ script: 'find "$1" -mindepth 1 -maxdepth 1 ! -name lost+found -print -quit', parameters: [move.target.path] })
  return output === '' ? 'source' : 'target'
}

function moveState(states: States, serving: MoveStatus['serving']): MoveState {
  if (states.target.stage === 'prepared') return 'preflighted'
  if (states.target.stage === 'copying') return 'held'
  if (serving === 'neither') return 'fenced'
  if (servingSide(states) === 'target') return 'observing'
  return states.source.epoch > 1 ? 'rolled-back' : 'syncing'
}
