import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { HostResult, Place } from '../host/host.js'
import { stateFolder } from './sides.js'

/** Exit statuses of the scripts below; what a program ends with is never one of them. */
export const status = { unprepared: 73, overtaken: 76, takenOver: 77 } as const

/**
 * Takes the lock of a side's folder and the move with it: refuses a number lower than the one seen before, and remembers this one.
 * `$1` is the folder, `$2` the number. The lock lasts as long as the script.
 */
const take = `
  cd "$1" 2>/dev/null || exit ${status.unprepared}
  umask 077
  exec 9>>lock && flock -w 20 9 || exit 75
  seen=0; [ -f holder ] && read -r seen < holder
  [ "$seen" -le "$2" ] || exit ${status.overtaken}
  [ "$seen" = "$2" ] || { echo "$2" > holder.new && sync holder.new && mv holder.new holder; } || exit 74
  shift 2
`

/**
 * Puts standard input in a file's place: after a crash either the old or the new content is there, whole. Its length comes first, for input that
 * ends early, because the worker or the line to the host did, looks like any other end.
 */
export const putFile = (name: string): string => `read -r length && cat > ${name}.new && [ "$(wc -c < ${name}.new)" -eq "$length" ] &&
  sync ${name}.new && mv ${name}.new ${name} && sync . || exit 74\n`

export interface GuardedCall {
  readonly script: string
  readonly parameters?: readonly string[]
  readonly input?: string
}

/** Runs a script on a side's folder as the worker with this number; a worker that was overtaken is refused before it changes anything. */
export async function guarded(place: Place, number: number, call: GuardedCall): Promise<HostResult> {
  const { input } = call
  const measured = input === undefined ? {} : { input: `${Buffer.byteLength(input)}\n${input}` }
  const parameters = [stateFolder(place), String(number), ...call.parameters ?? []]
  const result = await place.host.run({ ...call, ...measured, script: take + call.script, parameters })
  if (result.exit === 0) return result
  throw new DiagnosticError(refusal(place, number, result))
}

function refusal({ side, tree }: Place, number: number, { exit, errors }: HostResult) {
  if (exit === status.overtaken) return problem('MOVE_STALE_WORKER', { detail: `${number} on the ${side} side` })
  if (exit === status.takenOver) return problem('MOVE_SWITCH_TAKEN_OVER')
  if (exit === status.unprepared) return problem('FILES_NOT_PREPARED', { place: side, path: tree.path })
  return problem('FILES_COMMAND_FAILED', { host: tree.ssh?.host ?? 'localhost', status: exit, detail: errors })
}
