import type { StepContext } from '../../../model/step.js'
import type { CopyResult, FilesMove, Skipped } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { asFound, isSpecial, parseEntry, topOf } from './listing.js'
import { excludes } from './exclude.js'
import type { FilesMoverOptions } from './options.js'
import { topNames, type TopNames } from './partition.js'
import { clearIncoming, pass, type PassRequest } from './pass.js'
import { printable } from './printable.js'
import { copierVersion } from './requirements.js'
import { setGate, syncGate } from './running.js'
import { servingSide, changeState, holdBoth, statesIn } from './state.js'
import { otherSide, sidesOf } from './sides.js'

/** Above this many files the top names are dealt out to several processes: the walk, not the bytes, is what takes the time then. */
const MANY_FILES = 100_000
const PROCESSES = 4

/** Passes are alike when they differ by a fifth or less, or take less than a second. */
const MOST_PASSES = 6

/** Passes until two take about the same time: then the tree changes as fast as it is copied, and the next pass is what a switch would cost. */
export async function copy(move: FilesMove, context: StepContext, options: FilesMoverOptions): Promise<CopyResult> {
  const sides = sidesOf(move, options)
  const states = statesIn(move, await holdBoth(sides, context.fence))
  if (states.target.stage === 'copied' && states.target.result && !states[servingSide(states)].released) return states.target.result
  const from = servingSide(states)
  const gate = syncGate(from, states[from].epoch)
  await setGate(sides, context.fence, gate)
  await clearIncoming(sides[otherSide(from)])
  // After a switch the copy goes the other way, and renews the way back; the target, which serves, stays what it is.
  if (from === 'source') await changeState(sides.target, context.fence, { stage: 'copying', result: null })
  const result = await copyUntilFlat({ move, sides, options, from, gate, remove: false, throttled: true, signal: context.signal }, context)
  await changeState(sides.source, context.fence, { released: false })
  await changeState(sides.target, context.fence, { stage: 'copied', result, released: false })
  return result
}

async function copyUntilFlat(request: PassRequest, context: StepContext): Promise<CopyResult> {
  const { move, sides, options: { clock } } = request
  const started = clock.now()
  const found = await survey(sides.source, move, context.signal)
  const parts = found.files > MANY_FILES ? found.names.deal(PROCESSES) : []
  const onBytes = (sent: number) => context.heartbeat({ done: Math.min(sent, found.bytes), total: found.bytes, unit: 'bytes', what: 'rsync' })
  let at = clock.now()
  let last = await pass({ ...request, parts, onBytes })
  for (let count = 1; count < MOST_PASSES; count += 1) {
    at = clock.now()
    const next = await pass({ ...request, parts })
    context.heartbeat({ done: count, total: MOST_PASSES, unit: 'steps', what: 'rsync' })
    const flat = next.milliseconds < 1_000 || Math.abs(next.milliseconds - last.milliseconds) <= last.milliseconds / 5
    last = next
    if (flat) break
  }
  const { files, bytes, tops } = await survey(sides.target, move, context.signal)
  return {
    tables: tops, rows: files, bytes, largeObjects: 0, milliseconds: clock.now() - started, consistentPoint: new Date(at).toISOString(),
    skipped: found.skipped, copier: await copierVersion(sides),
  }
}

interface Survey {
  readonly files: number
  readonly bytes: number
  /** Top folders that hold files, and the root where it does. */
  readonly tops: number
  readonly names: TopNames
  readonly skipped: readonly Skipped[]
}

/** One walk: how much there is, how it may be dealt out, and what stays behind. Special files are counted a folder: a name may be a person's. */
export async function survey(place: Place, move: Pick<FilesMove, 'exclude'>, signal?: AbortSignal): Promise<Survey> {
  const excluded = excludes(move.exclude)
  const names = topNames()
  const tops = new Set<string>()
  const special = new Map<string, number>()
  let [files, bytes] = [0, 0]
  for await (const record of place.host.records(asFound(place, signal))) {
    const entry = parseEntry(record)
    if (excluded(entry)) continue
    if (isSpecial(entry)) {
      special.set(topOf(entry.path), (special.get(topOf(entry.path)) ?? 0) + 1)
      continue
    }
    names.add(entry)
    if (entry.type !== 'f') continue
    files += 1
    bytes += entry.size
    tops.add(topOf(entry.path))
  }
  const left = [...special].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 100)
    .map(([top, count]) => ({ object: `${printable(top)}: ${count}`, reason: 'special_file' as const }))
  return { files, bytes, tops: tops.size, names, skipped: [...left, ...move.exclude.map((object) => ({ object, reason: 'excluded' as const }))] }
}

/** How the passes of a switch are dealt out; by the tree as it is, for hard links may have come since. */
export async function partsOf(place: Place, move: FilesMove, known: CopyResult | null, signal: AbortSignal): Promise<readonly (readonly string[])[]> {
  if ((known?.rows ?? 0) <= MANY_FILES) return []
  return (await survey(place, move, signal)).names.deal(PROCESSES)
}

