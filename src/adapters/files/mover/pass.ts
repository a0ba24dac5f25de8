import { writeFile } from 'node:fs/promises'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FilesMove, Side } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import type { FilesMoverOptions } from './options.js'
import { everything, runRsync, type RsyncCall } from './rsync.js'
import type { Gate } from './running.js'
import { localPlace, otherSide, STATE_FOLDER, stateFolder, type Sides } from './sides.js'

/** One walk over both trees that brings the receiving one to what the sending one was. */
export interface PassRequest {
  readonly move: FilesMove
  readonly sides: Sides
  readonly options: FilesMoverOptions
  readonly from: Side
  readonly gate: Gate
  /** Removes what the sending side no longer has; only while nobody writes there. */
  readonly remove: boolean
  /** Top names, dealt out to processes that run at the same time; new names go to the first. */
  readonly parts?: readonly (readonly string[])[]
  /** At the rate of the line, and stopped while the copy is paused. */
  readonly throttled: boolean
  readonly signal?: AbortSignal
  readonly onBytes?: (sent: number) => void
}

/**
 * The names below the root are given one by one, so that the root itself is no part of the transfer: rsync would give the receiving root the mode
 * of the sending one, which is open. A leading `/`, which rsync drops, keeps names that begin with `#` or `;` from being read as remarks.
 * Names that have gone from the root are removed by a second, flat call, which by the same rules leaves alone what is excluded.
 */
export async function pass(request: PassRequest): Promise<{ readonly milliseconds: number }> {
  const { sides, options: { clock } } = request
  const started = clock.now()
  const parts = deal(await topNamesOf(request), request.parts ?? [])
  const sent = parts.map(() => 0)
  await Promise.all(parts.map((names, index) => transfer(request, names, index, parts.length, (count) => {
    sent[index] = count
    request.onBytes?.(sent.reduce((sum, one) => sum + one, 0))
  })))
  if (request.remove) await runRsync({ ...callOf(request), parameters: ['-d', '--delete', '--existing', '--ignore-existing'] })
  const milliseconds = clock.now() - started
  await writeFile(lastPassFile(sides), String(clock.now()), { mode: 0o600 })
  return { milliseconds }
}

/** When the last pass ended, milliseconds since 1970; on this machine. */
export const lastPassFile = (sides: Sides): string => `${stateFolder(localPlace(sides))}/last-pass`

/** What passes that were killed had half received; called while none runs. */
export async function clearIncoming(place: Place): Promise<void> {
  await place.host.run({ script: 'rm -rf -- "$1/incoming"', parameters: [stateFolder(place)] })
}

/** What a root cannot do without while it is closed: access list, attributes, times. Its mode stays closed, its owner comes with the opening. */
export async function passRoot(request: PassRequest): Promise<void> {
  await runRsync({ ...callOf(request), parameters: ['-dlptgoAX', '--numeric-ids', '--exclude=*'] })
}

function callOf({ move, sides, options, from, gate, signal, throttled }: PassRequest): Omit<RsyncCall, 'parameters'> {
  return { move, sides, options, from, gate, pausable: throttled, ...signal && { signal } }
}

async function topNamesOf({ sides, from, signal }: PassRequest): Promise<readonly string[]> {
  const { host, tree } = sides[from]
  const { exit, output, errors } = await host.run({
    script: `cd "$1" && find . -mindepth 1 -maxdepth 1 ! -name ${STATE_FOLDER} -printf '%P\\0'`, parameters: [tree.path], ...signal && { signal },
  })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_TREE_MISSING', { place: from, path: tree.path, detail: errors }))
  return output.split('\0').slice(0, -1)
}

function deal(names: readonly string[], parts: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const owner = new Map(parts.flatMap((part, index) => part.map((name) => [name, index] as const)))
  const dealt: string[][] = Array.from({ length: Math.max(1, parts.length) }, () => [])
  for (const name of names) dealt[owner.get(name) ?? 0]!.push(name)
  return dealt
}

async function transfer(request: PassRequest, names: readonly string[], index: number, processes: number, onBytes: (sent: number) => void): Promise<void> {
  const { move, sides, from, options } = request
  const receiving = sides[otherSide(from)]
  const incoming = `${stateFolder(receiving)}/incoming/${index}`
  await receiving.host.run({ script: 'umask 077; mkdir -p -- "$1/temporary"', parameters: [incoming] })
  const rate = request.throttled ? options.throttle.rate(move) : undefined
  await runRsync({
    ...callOf(request),
    names: names.map((name) => `/${name}\0`).join(''),
    parameters: [
      ...everything, '--from0', '--files-from=-', '--ignore-missing-args', `--temp-dir=${incoming}/temporary`, `--partial-dir=${incoming}/partial`, '--info=progress2',
      ...request.remove ? ['--delete-delay'] : [],
      ...rate === undefined ? [] : [`--bwlimit=${Math.max(1, Math.round(Number(rate) / 1_024 / processes))}`],
    ],
    onOutput: (text) => {
      const counts = text.match(/[\d,]+(?=\s+\d+%)/g)
      if (counts) onBytes(Number(counts.at(-1)?.replaceAll(',', '')))
    },
  })
}
