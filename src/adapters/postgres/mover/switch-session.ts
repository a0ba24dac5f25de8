import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, type Duration } from '../../../model/duration.js'
import type { Progress } from '../../../model/step.js'
import type { Proof, SwitchSession, SwitchTimings } from '../../../ports/data-mover.js'
import type { Prepared } from './begin-switch.js'
import { dropFeed } from './feed.js'
import { fenceServing, drainTo, startFixups, type Fixups } from './inside-fence.js'
import type { MoverOptions } from './options.js'
import { proveUnderSnapshots } from './prove.js'
import { undoSwitch } from './undo.js'
import { withSides } from './sides.js'
import { closeWarm, type Warm } from './warm.js'

type Stage = 'begun' | 'fenced' | 'opening' | 'opened' | 'aborted'

/**
 * The steps of one switch in the order of the port. What does not depend on one another runs at the same time from `fixups` on:
 * `snapshots` and `reverse` then only wait for what is under way.
 */
export function createSwitchSession(prepared: Prepared, warm: Warm, options: MoverOptions): SwitchSession {
  const { move, from, to } = prepared
  const timings = { fence: 0, drain: 0, fixups: 0, snapshots: 0, reverse: 0, open: 0 } satisfies SwitchTimings
  let stage: Stage = 'begun'
  let fixups: Fixups | undefined
  let settled = false

  async function timed<T>(step: keyof typeof timings, work: () => Promise<T>): Promise<T> {
    const started = options.clock.now()
    try {
      return await work()
    } finally {
      timings[step] = options.clock.now() - started
    }
  }

  function underWay(): Fixups {
    if (!fixups) throw new Error('the switch calls fixups before this step')
    return fixups
  }

  /** The old feed is asleep since the drain; its slot would keep the old side's log for ever. */
  async function dropOldFeed(): Promise<void> {
    if (settled) return
    settled = true
    await withSides(move, 'control', (sides) => dropFeed(sides, move, from, options.clock))
  }

  async function open(): Promise<void> {
    await underWay().all
    stage = 'opening'
    await warm.receiving.control.rows('SELECT qianyun_mig.open_door($1, $2, $3)', [prepared.number, prepared.id, prepared.epoch])
    stage = 'opened'
  }

  async function abort(): Promise<void> {
    if (stage === 'aborted') return
    if (stage === 'opened') throw new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: move.name, place: to }))
    const openingTried = stage === 'opening'
    await closeWarm(warm)
    await undoSwitch(prepared, openingTried, options.clock)
    stage = 'aborted'
  }

  return {
    timings,
    fence: () => timed('fence', async () => {
      stage = 'fenced'
      await fenceServing(prepared, warm)
    }),
    drain: (deadline: Duration) => timed('drain', () => withDeadline(drainTo(prepared, warm, deadline), deadline, prepared, options)),
    fixups: () => timed('fixups', async () => {
      fixups = startFixups(prepared, warm)
      await fixups.carried
    }),
    snapshots: () => timed('snapshots', async () => {
      const found = await underWay().snapshots
      return { serving: found[from], receiving: found[to] }
    }),
    reverse: () => timed('reverse', () => underWay().reversed),
    open: () => timed('open', open),
    abort,
    async prove(onProgress: (progress: Progress) => void): Promise<Proof> {
      await dropOldFeed()
      const { snapshots, sequences } = underWay()
      return await proveUnderSnapshots({ move, snapshots: await snapshots, sequences: await sequences, clock: options.clock, onProgress })
    },
    async close() {
      if (stage === 'opened') await dropOldFeed()
      else await abort()
      await closeWarm(warm)
    },
  }
}

/** The servers watch the deadline themselves; this is for a server that does not answer at all. */
async function withDeadline<T>(work: Promise<T>, deadline: Duration, { move }: Prepared, { clock }: MoverOptions): Promise<T> {
  const answered = new AbortController()
  const late = clock.sleep(milliseconds(Number(deadline) + 200), answered.signal).then(() => {
    if (!answered.signal.aborted) throw new DiagnosticError(problem('MOVE_DRAIN_TIMEOUT', { name: move.name, milliseconds: Number(deadline) }))
    return work
  })
  return await Promise.race([work, late]).finally(() => answered.abort())
}

