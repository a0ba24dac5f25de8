import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, seconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { FileDoor } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { guarded, putFile, status } from './guarded.js'
import type { RootMode, SideReading } from './state.js'
import { signalWriters, writersOf, type Writer } from './writers.js'

/** How long a process may take to end by itself once it was asked to, and how long the room may take to be empty. */
const GRACE = milliseconds(500)
const CLEAR_ROOM = seconds(10)
const COMMAND_TIMEOUT = seconds(120)

/** Closed: nobody but the superuser passes the root directory. Its access list is masked by the same bits. */
export const isClosedMode = (root: RootMode): boolean => /^\d*00 0 /.test(root)

export function isOpen(door: FileDoor, { root, command }: SideReading): boolean {
  return door.kind === 'mode' ? !isClosedMode(root) : command !== 'closed'
}

/** A command or an opening of the root that was interrupted is given again. */
export function surelyOpen(door: FileDoor, reading: SideReading): boolean {
  return isOpen(door, reading) && (door.kind === 'mode' ? reading.door : reading.command) === undefined
}

const remember = (root: string): string => `echo "${root}" > door.new && sync door.new && mv door.new door && sync .`

/** Remembers what the root was, durably, before it is closed. What is remembered already stands until the root is open again: half closed it was neither. */
const closeRoot = `
  now=$(stat -c '%a %u %g' ..)
  case $now in *'00 0 '*) ;; *) [ -s door ] || { ${remember('$now')}; } || exit 74;; esac
  chown 0:0 .. && chmod 00700 .. || exit 74
`

/** Group and owner first: changing them clears bits of the mode. As long as the root is remembered, it may be half open. */
const openRoot = `set -- $1; chown "$2:$3" .. && chmod "$(printf '%05d' "$1")" .. && rm -f door || exit 74\n`

/** Closes the door of one side and ends, or with a site's own command only looks for, whoever is still in the room. Gives what the root was. */
export async function closeDoor(place: Place, door: FileDoor, number: number, clock: Clock): Promise<RootMode> {
  if (door.kind === 'mode') {
    await guarded(place, number, { script: closeRoot })
  } else {
    await guarded(place, number, { script: `[ -f door ] || stat -c '%a %u %g' .. > door; echo closing > closed; sync closed .` })
    await siteCommand(place, door[place.side].close)
    await guarded(place, number, { script: 'echo closed > closed; sync closed' })
  }
  await clearRoom(place, door, clock)
  return (await place.host.run({ script: 'cat "$1/.qianyun/door"', parameters: [place.tree.path] })).output.trim()
}

/** Opens to `root`, what the door of the other side was when it was closed, or else to what this one was. */
export async function openDoor(place: Place, door: FileDoor, number: number, root?: RootMode): Promise<void> {
  if (door.kind === 'mode') {
    const script = root === undefined ? `[ -s door ] || exit 0; set -- "$(cat door)"\n${openRoot}` : openRoot
    return void await guarded(place, number, { script, parameters: root === undefined ? [] : [root] })
  }
  await guarded(place, number, { script: '' })
  await siteCommand(place, door[place.side].open)
  await guarded(place, number, { script: 'rm -f closed && sync .' })
}

/** The opening itself: the new epoch is durable first, the door follows; both only while this switch is the one that may. */
export async function openAsServing(place: Place, door: FileDoor, number: number, opening: { id: string; state: string; root: RootMode }): Promise<void> {
  const script = `grep -qF "\\"switch\\":\\"$1\\"" state.json || exit ${status.takenOver}\n${remember('$2')} || exit 74\n${putFile('state.json')}`
  if (door.kind === 'mode') {
    return void await guarded(place, number, { script: `${script}shift\n${openRoot}`, parameters: [opening.id, opening.root], input: opening.state })
  }
  await guarded(place, number, { script, parameters: [opening.id, opening.root], input: opening.state })
  await openDoor(place, door, number)
}

async function siteCommand({ host, side }: Place, command: readonly string[]): Promise<void> {
  const { exit, errors } = await host.run({ script: 'exec "$@"', parameters: command, signal: AbortSignal.timeout(COMMAND_TIMEOUT) })
    .catch((error: unknown) => (error instanceof Error && error.name === 'TimeoutError' ? { exit: 124, errors: 'timeout' } : Promise.reject(error)))
  if (exit !== 0) throw new DiagnosticError(problem('FILES_DOOR_FAILED', { place: side, command: command[0] ?? '', status: exit, detail: errors }))
}

/** Until one look finds nobody; the drain looks once more behind the last pass. */
async function clearRoom(place: Place, door: FileDoor, clock: Clock): Promise<void> {
  const started = clock.now()
  const asked = new Map<number, number>()
  for (let found = await inTheRoom(place, door); found.length > 0; found = await inTheRoom(place, door)) {
    const now = clock.now()
    if (door.kind === 'commands' || found.some(({ own }) => own) || now - started > CLEAR_ROOM) throw notClear(found)
    for (const { pid } of found) asked.set(pid, asked.get(pid) ?? now)
    const patient = ({ pid }: Writer) => now - (asked.get(pid) ?? now) < GRACE
    await signalWriters(place, found.filter(patient), 'TERM')
    await signalWriters(place, found.filter((writer) => !patient(writer)), 'KILL')
    await clock.sleep(milliseconds(10))
  }
}

/** A site's own command has stopped the application: a shell that stands in the tree is not it. */
async function inTheRoom(place: Place, door: FileDoor): Promise<readonly Writer[]> {
  const found = await writersOf(place)
  return door.kind === 'mode' ? found : found.filter(({ kind }) => kind === 'writer')
}

export async function requireEmptyRoom(place: Place, door: FileDoor): Promise<void> {
  const found = await inTheRoom(place, door)
  if (found.length > 0) throw notClear(found)
}

function notClear(found: readonly Writer[]): DiagnosticError {
  const names = [...new Set(found.map(({ pid, program }) => `${program} (${pid})`))].sort()
  return new DiagnosticError(problem('MOVE_DOOR_NOT_CLEAR', { detail: names.slice(0, 10).join(', ') }))
}

/** For a place without state of ours: a system that moves nowhere. */
export async function closeForGood(place: Place, door: FileDoor, clock: Clock): Promise<void> {
  if (door.kind === 'commands') await siteCommand(place, door[place.side].close)
  else await requireDone(place, 'cd "$1" && chown 0:0 . && chmod 00700 .')
  await clearRoom(place, door, clock)
}

async function requireDone({ host, tree }: Place, script: string): Promise<void> {
  const { exit, errors } = await host.run({ script, parameters: [tree.path] })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: tree.ssh?.host ?? 'localhost', status: exit, detail: errors }))
}
