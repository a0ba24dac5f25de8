import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { bytes } from '../../model/bytes.js'
import { milliseconds } from '../../model/duration.js'
import type { StepContext } from '../../model/step.js'
import type { CopyResult, DataMover, GuardReading, MoveState, MoveStatus, Side, SwitchSession, SyncStatus } from '../../ports/data-mover.js'
import { Line, type LineOptions } from './line.js'
import { compareContents } from './proof.js'
import { hold, settle } from './settle.js'
import { SimulatedSwitch } from './switch-session.js'
import { applyFeed, otherSide, servingSide, type SimulatedSystem } from './world.js'

/** Bytes of a simulated row, and rows that a copy brings with one call. */
const ROW_BYTES = 100
const COPY_ROWS = 1_000

const problemOf = (code: Parameters<typeof problem>[0], one: SimulatedSystem, more: Record<string, string> = {}) =>
  new DiagnosticError(problem(code, { name: one.system, ...more }))

/** Moves simulated systems; all it knows is in them, so that a second mover goes on where a first one was cut off. */
export function createSimulatedMover(options: LineOptions, find: (system: string) => SimulatedSystem): DataMover {
  const at = (move: { readonly system: string }) => {
    const one = find(move.system)
    return { one, line: new Line(one, options) }
  }
  const { clock } = options
  return {
    preflight: (move) => {
      const { one, line } = at(move)
      return line.call(() => one.findings)
    },
    fix: async () => ({ fixed: [] }),
    prepare: (move, context) => {
      const { one, line } = at(move)
      return line.call(() => {
        hold(one, context.fence)
        if (one.stage === 'none') one.stage = 'prepared'
        return { fixed: [] }
      })
    },
    copy: (move, context) => copy(at(move), context),
    syncStatus: (move) => syncStatus(at(move)),
    guard: (move) => {
      const { one, line } = at(move)
      return line.call(() => (['source', 'target'] as const).flatMap((side) => (one.feedFrom[side] ? [reading(one, side)] : [])))
    },
    release: (move, context) => {
      const { one, line } = at(move)
      return line.call(() => {
        hold(one, context.fence)
        one.feedFrom.source = one.feedFrom.target = null
        if (servingSide(one) === 'source' && one.stage === 'copied') Object.assign(one, { stage: 'prepared', result: null })
      })
    },
    async rehearse(move) {
      const { one, line } = at(move)
      const started = clock.now()
      await line.call(() => undefined)
      const from = servingSide(one)
      // What is still under way counts as arrived: a live comparison waits for it.
      const rows = new Map(one.sides[otherSide(from)].rows)
      for (const { key, value } of one.sides[from].log.slice(one.feedFrom[from]?.position ?? Infinity)) if (key !== null) rows.set(key, value)
      const receiving = { rows, sequence: 0 }
      return from === 'source'
        ? compareContents('live', one.sides.source, receiving, clock.now() - started)
        : compareContents('live', receiving, one.sides.target, clock.now() - started)
    },
    status: (move) => {
      const { one, line } = at(move)
      return line.call(() => statusOf(one))
    },
    beginSwitch: (move, from, context) => beginSwitch(at(move), from, context),
    recover: (move, context, lead) => {
      const { one, line } = at(move)
      return line.call(() => {
        if (one.stage !== 'none') return settle(one, context.fence, clock.now(), lead)
        return one.sides.target.open && !one.sides.source.open ? 'target' : 'source'
      })
    },
    finish: (move, context) => {
      const { one, line } = at(move)
      return line.call(() => {
        if (one.stage === 'none') return
        settle(one, context.fence, clock.now())
        one.feedFrom.source = one.feedFrom.target = null
        one.stage = 'none'
      })
    },
    retire: (source) => {
      const { one, line } = at(source)
      return line.call(() => { one.sides.source.open = false })
    },
  }
}

interface At {
  readonly one: SimulatedSystem
  readonly line: Line
}

async function copy({ one, line }: At, context: StepContext): Promise<CopyResult> {
  const { clock } = line.options
  await line.call(() => hold(one, context.fence))
  if (one.stage === 'copied' && one.result) return one.result
  if (one.stage === 'none') throw problemOf('MOVE_NOT_PREPARED', one)
  const started = clock.now()
  one.stage = 'copying'
  one.sides.target.rows.clear()
  const snapshot = [...one.sides.source.rows]
  const position = one.sides.source.log.length
  for (let done = 0; done < snapshot.length; done += COPY_ROWS) {
    context.signal.throwIfAborted()
    await line.call(() => { for (const [key, value] of snapshot.slice(done, done + COPY_ROWS)) one.sides.target.rows.set(key, value) })
    context.heartbeat({ done: Math.min(done + COPY_ROWS, snapshot.length), total: snapshot.length, unit: 'rows' })
  }
  return await line.call(() => {
    hold(one, context.fence)
    one.stage = 'copied'
    one.feedFrom.source = { position, awake: true }
    one.result = {
      tables: 1, rows: snapshot.length, bytes: snapshot.length * ROW_BYTES, largeObjects: 0, milliseconds: clock.now() - started,
      consistentPoint: String(position), skipped: [], copier: 'simulator',
    }
    return one.result
  })
}

async function syncStatus({ one, line }: At): Promise<SyncStatus> {
  const { clock, latency } = line.options
  const from = servingSide(one)
  await line.call(() => { if (!one.feedFrom[from]?.awake) throw problemOf('MOVE_NO_FEED', one, { place: from }) })
  // As a heartbeat does: what was written so far has a second to arrive.
  const sent = clock.now()
  while (applyFeed(one, from, clock.now() - Number(latency)) > 0 && clock.now() - sent < 1_000) await clock.sleep(milliseconds(1))
  const oldest = one.sides[from].log[one.feedFrom[from]?.position ?? 0]
  const pending = applyFeed(one, from, clock.now() - Number(latency))
  return { lag: milliseconds(oldest ? clock.now() - oldest.at : clock.now() - sent), pending: bytes(pending * ROW_BYTES), applyErrors: 0, drifted: [] }
}

async function beginSwitch({ one, line }: At, from: Side, context: StepContext): Promise<SwitchSession> {
  const id = `${one.system}-${context.fence}`
  await line.call(() => {
    if (one.stage !== 'copied') throw problemOf('MOVE_NOT_COPIED', one)
    if (servingSide(one) !== from) throw problemOf('MOVE_NOT_SERVING', one, { place: from, other: otherSide(from) })
    settle(one, context.fence, line.options.clock.now())
    if (!one.feedFrom[from]) throw problemOf('MOVE_NO_FEED', one, { place: from })
    one.switching = id
  })
  return new SimulatedSwitch({ one, line, from, number: context.fence, id })
}

function reading(one: SimulatedSystem, side: Side): GuardReading {
  const feed = one.feedFrom[side]
  return { side, retained: (one.sides[side].log.length - (feed?.position ?? 0)) * ROW_BYTES, limit: null, free: null, verdict: 'calm' }
}

function statusOf(one: SimulatedSystem): MoveStatus {
  const { source, target } = one.sides
  const serving = source.open ? (target.open ? 'both' : 'source') : target.open ? 'target' : 'neither'
  return { serving, feed: one.feedFrom[servingSide(one)]?.awake === true, copied: one.stage === 'copied', state: stateOf(one, serving) }
}

/** The same marks say the same states as on real sides. */
function stateOf(one: SimulatedSystem, serving: MoveStatus['serving']): MoveState {
  const byStage = { none: serving === 'target' ? 'closed' : 'planned', prepared: 'preflighted', copying: 'held' } as const
  if (one.stage !== 'copied') return byStage[one.stage]
  if (serving === 'neither') return 'fenced'
  if (servingSide(one) === 'target') return 'observing'
  return one.sides.source.epoch > 1 ? 'rolled-back' : 'syncing'
}
