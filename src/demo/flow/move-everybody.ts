import { approve, moveAgain, rollBack, type Gate } from '../../app/run/act.js'
import { systemClock } from '../../app/run/system.js'
import { whyBlocked } from '../../app/run/blocked.js'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import { contentHash } from '../../model/canonical.js'
import { milliseconds } from '../../model/duration.js'
import { MOVE_PATH, type SystemState } from '../../model/system-state.js'
import type { StoredEvent, SystemRecord } from '../../ports/run-store.js'
import { ROLLBACK_SYSTEM } from '../city/systems.js'
import type { DemoContext } from './run-demo.js'

/** When each system was switched, as the run's own events tell it; milliseconds since 1970. */
export interface MoveLog {
  readonly events: readonly StoredEvent[]
  readonly records: readonly SystemRecord[]
  readonly rollbackRequestedAt: number | null
}

/** The pilot is taken to the very end: committed by two people, its old side closed. */
const COMMITTED = 'yz-notices'

const LOOK_EVERY = milliseconds(250)

/** Plays the people of the run: signs what waits for a signature, orders one rollback and a new attempt, watches until all have arrived. */
export async function moveEverybody(context: DemoContext): Promise<MoveLog> {
  const { open, run, options, worker } = context
  const watcher = new Watcher(context)
  for (;;) {
    options.signal.throwIfAborted()
    worker.refuseEnded()
    const records = await open.store.systems(run)
    await watcher.show(records)
    refuseBlocked(records)
    for (const record of records) await signFor(context, record)
    await watcher.rollBackOnce(records)
    if (arrived(context, records, watcher.rolledBack)) return { events: await open.store.events(run, 0), records, rollbackRequestedAt: watcher.rollbackRequestedAt }
    await systemClock.sleep(LOOK_EVERY, options.signal)
  }
}

class Watcher {
  readonly #context: DemoContext
  readonly #shown = new Map<string, string>()
  rollbackRequestedAt: number | null = null
  rolledBack = false

  constructor(context: DemoContext) {
    this.#context = context
  }

  async show(records: readonly SystemRecord[]): Promise<void> {
    const { tell } = this.#context.options
    const { acknowledged, refused } = this.#context.city.writers.counts()
    tell({ type: 'writes', acknowledged: total(acknowledged), refused: total(refused) })
    for (const { system, state, attempt, waiting } of records) {
      const seen = `${state} ${attempt} ${waiting?.reason} ${waiting?.nextStep}`
      if (this.#shown.get(system) === seen) continue
      this.#shown.set(system, seen)
      const name = this.#context.city.systems.find((one) => one.system.id === system)?.system.name ?? { zh: system, en: system }
      tell({ type: 'system', system, name, state, attempt, waiting, status: state === 'blocked' ? 'failed' : isThere(state) ? 'done' : 'working' })
    }
  }

  /** Once the chosen system is DR-ready: back to the old side; once it is back and has been written to there, a new attempt. */
  async rollBackOnce(records: readonly SystemRecord[]): Promise<void> {
    const { open, run, city } = this.#context
    const record = records.find(({ system }) => system === ROLLBACK_SYSTEM)
    if (!record) return
    if (record.state === 'dr_ready' && this.rollbackRequestedAt === null) {
      this.rollbackRequestedAt = systemClock.now()
      await rollBack(open, run, ROLLBACK_SYSTEM)
    }
    if (record.state === 'rolled_back' && (await this.#isProved())) {
      const before = city.writers.counts().acknowledged[ROLLBACK_SYSTEM] ?? 0
      await untilWritten(city.writers, before + 20, this.#context.options.signal)
      this.rolledBack = true
      await moveAgain(open, run, ROLLBACK_SYSTEM, systemClock)
    }
  }

  async #isProved(): Promise<boolean> {
    const { open, run } = this.#context
    return (await open.control.list({ prefix: `${run}/${ROLLBACK_SYSTEM}/`, status: 'done' })).some(({ phase }) => phase === 'rollback')
  }
}

async function untilWritten(writers: DemoContext['city']['writers'], count: number, signal: AbortSignal): Promise<void> {
  while ((writers.counts().acknowledged[ROLLBACK_SYSTEM] ?? 0) < count) {
    signal.throwIfAborted()
    await systemClock.sleep(LOOK_EVERY, signal)
  }
}

/** Signers of the demo; the commit needs two different ones. */
const SIGNERS: Readonly<Record<Gate, readonly string[]>> = { ready: [], cutover: ['周割接'], commit: ['吴运维', '郑主管'], close: ['郑主管'] }

async function signFor({ open, run }: DemoContext, { system, attempt, waiting }: SystemRecord): Promise<void> {
  if (waiting?.reason !== 'approval') return
  const gate = waiting.nextStep as Gate
  if ((gate === 'commit' || gate === 'close') && system !== COMMITTED) return
  const approvals = (await open.store.approvals(run, system)).filter((one) => one.attempt === attempt && one.gate === gate)
  const shown = contentHash((await open.store.evidence(run, system)).map(({ hash }) => hash))
  for (const by of SIGNERS[gate]) {
    if (approvals.some((one) => one.by === by)) continue
    await approve(open, run, system, { gate, by, why: 'demo', shown }, systemClock)
  }
}

function refuseBlocked(records: readonly SystemRecord[]): void {
  const blocked = records.filter(({ state }) => state === 'blocked')
  if (blocked.length > 0) throw new DiagnosticError(...blocked.flatMap(whyBlocked))
}

/** Every system of the plan has come as far as the demo takes it. */
function arrived({ approved }: DemoContext, records: readonly SystemRecord[], rolledBack: boolean): boolean {
  const planned = [...approved.plan.waves.flatMap(({ systems }) => systems), ...approved.plan.activities.filter(({ kind }) => kind === 'retire').map(({ system }) => system)]
  const isDone = (system: string) => {
    const state = records.find((one) => one.system === system)?.state
    if (state === undefined) return false
    return system === COMMITTED ? state === 'closed' : isThere(state)
  }
  return planned.every(isDone) && (rolledBack || !planned.includes(ROLLBACK_SYSTEM))
}

function isThere(state: SystemState): boolean {
  return state === 'retired' || MOVE_PATH.indexOf(state as (typeof MOVE_PATH)[number]) >= MOVE_PATH.indexOf('dr_ready')
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
