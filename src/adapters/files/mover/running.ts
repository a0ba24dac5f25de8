import { rm } from 'node:fs/promises'
import type { Side } from '../../../ports/data-mover.js'
import { guarded, putFile, status } from './guarded.js'
import { localPlace, stateFolder, type Sides } from './sides.js'

/**
 * Which passes may start: from the serving side as long as nothing else is under way, those of one switch, or none. It lies beside the lock on this
 * machine's side, so that no pass that was asked for earlier starts later, when it would undo what was written since.
 */
export type Gate = `${Side}:${number}` | `switch:${string}` | 'none'

export const syncGate = (from: Side, epoch: number): Gate => `${from}:${epoch}`

/**
 * Starts rsync under the lock, only while the gate says so, and leaves its process id with its start time, by which a later worker knows it again.
 * `$1` folder, `$2` gate; the rest are rsync's own parameters.
 */
export const guardedRsync = `
  cd "$1" 2>/dev/null || exit ${status.unprepared}
  umask 077
  exec 9>>lock && flock -w 20 9 || exit 75
  [ "$(cat gate 2>/dev/null)" = "$2" ] || exit ${status.takenOver}
  shift 2
  mkdir -p running
  read -r stat < /proc/$$/stat
  printf '%s' "\${stat##*) }" | cut -d ' ' -f 20 > running/$$
  exec 9>&-
  cd / && exec rsync "$@"
`

/** Ends what the dead left: every rsync in the list that is still the one that was started. `$1` is the folder. */
const endRunning = `
  for file in running/*; do
    [ -f "$file" ] || continue
    pid=\${file#running/}
    for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
      { read -r stat < /proc/$pid/stat; } 2>/dev/null || break
      rest=\${stat##*) }
      [ "$(printf '%s' "$rest" | cut -d ' ' -f 20)" = "$(cat "$file")" ] && [ "\${rest%% *}" != Z ] || break
      kill -s KILL -- "-$pid" 2>/dev/null
      sleep 0.05
    done
    rm -f "$file"
  done
`

/** Sets the gate, then ends every pass that started before: in this order none slips through. */
export async function setGate(sides: Sides, number: number, gate: Gate): Promise<void> {
  await guarded(localPlace(sides), number, { script: putFile('gate') + endRunning, input: gate })
}

export async function readGate(sides: Sides): Promise<string> {
  const place = localPlace(sides)
  return (await place.host.run({ script: 'cat "$1/gate" 2>/dev/null; true', parameters: [stateFolder(place)] })).output
}

/** The folder is one of this machine. */
export async function forgetRunning(sides: Sides, pid: number | undefined): Promise<void> {
  if (pid !== undefined) await rm(`${stateFolder(localPlace(sides))}/running/${pid}`, { force: true })
}
