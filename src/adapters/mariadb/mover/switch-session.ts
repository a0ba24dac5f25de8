import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, type Duration } from '../../../model/duration.js'
import type { Progress } from '../../../model/step.js'
import type { Proof, Side, SwitchSession, SwitchTimings } from '../../../ports/data-mover.js'
import { identifier } from '../sql/quote.js'
import type { Prepared } from './begin-switch.js'
import { setCounters, type CounterStates } from './counters.js'
import { lockStatement } from './doors.js'
import { logPosition } from './feed.js'
import { awaitToken, clearRoomAgain, fenceServing, takeSnapshots, type Fenced } from './inside-fence.js'
import { namesOf } from './names.js'
import type { MoverOptions } from './options.js'
import { proveUnderSnapshots } from './prove.js'
import { fastenBelt, settle } from './recover.js'
import { withSides } from './sides.js'
import type { LogPosition } from './state.js'
import { undoSwitch } from './undo.js'
import { closeWarm, type Warm } from './warm.js'

type Stage = 'begun' | 'opening' | 'opened' | 'aborted'

/** One switch, its steps in the order of the port. */
export class MariadbSwitch implements SwitchSession {
  readonly timings = { fence: 0, drain: 0, fixups: 0, snapshots: 0, reverse: 0, open: 0 } satisfies SwitchTimings
  private stage: Stage = 'begun'
  private settled = false
  private fenced: Fenced | undefined
  private carried: CounterStates | undefined
  private taken: { readonly serving: string; readonly receiving: string } | undefined
  private wayBack: LogPosition | undefined

  constructor(private readonly prepared: Prepared, private readonly warm: Warm, private readonly options: MoverOptions) {}

  async fence(): Promise<void> {
    await this.timed('fence', async () => { this.fenced = await fenceServing(this.prepared, this.warm) })
  }

  async drain(deadline: Duration): Promise<{ readonly position: string }> {
    const { position } = called(this.fenced)
    await this.timed('drain', async () => {
      await this.answered(awaitToken(this.prepared, this.warm, position, deadline), deadline)
      await clearRoomAgain(this.prepared, this.warm)
    })
    return { position }
  }

  /** Before the snapshots: a table that is altered after a snapshot cannot be read under it any more. */
  async fixups(): Promise<void> {
    await this.timed('fixups', async () => {
      this.carried = await setCounters(this.warm.receiving.control, this.prepared.move.source.database, called(this.fenced).counters)
    })
  }

  async snapshots(): Promise<{ readonly serving: string; readonly receiving: string }> {
    return await this.timed('snapshots', async () => {
      called(this.carried)
      const [serving, receiving] = await Promise.all([takeSnapshots(this.warm.serving.snapshots), takeSnapshots(this.warm.receiving.snapshots)])
      this.taken = { serving, receiving }
      return this.taken
    })
  }

  /**
   * Where the feed back begins. The log holds every write from here on, so the connection itself is made after the opening, from this position in the
   * receiving side's row. What lies before it, above all what the feed in this direction applied, is never sent back.
   */
  async reverse(): Promise<void> {
    await this.timed('reverse', async () => { this.wayBack = await logPosition(this.warm.receiving.control) })
  }

  /** The row first, the accounts second: the row is the truth, and who finds it written unlocks what is still locked. */
  async open(): Promise<void> {
    const { file, position } = called(this.wayBack)
    await this.timed('open', async () => {
      const { move, number, id, epoch, doors, belt } = this.prepared
      this.stage = 'opening'
      const { control } = this.warm.receiving
      await control.rows(`CALL ${identifier(namesOf(move).schema)}.open_door(?, ?, ?, ?, ?)`, [number, id, epoch, file, position])
      await control.run(`${belt ? 'SET GLOBAL read_only = 0; ' : ''}${lockStatement(doors, 'UNLOCK')}`)
      this.stage = 'opened'
    })
  }

  async abort(): Promise<void> {
    if (this.stage === 'aborted') return
    if (this.stage === 'opened') throw new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: this.prepared.move.name, place: this.prepared.to }))
    await closeWarm(this.warm)
    await undoSwitch(this.prepared, this.stage === 'opening', this.options.clock)
    this.stage = 'aborted'
  }

  async prove(onProgress: (progress: Progress) => void): Promise<Proof> {
    called(this.taken)
    await this.finishOpening()
    const { warm: { serving, receiving }, prepared: { move } } = this
    const pairs = serving.snapshots.map((session, index) => this.bySide(session, receiving.snapshots[index]!))
    const counters = this.bySide(called(this.fenced).counters, called(this.carried))
    return await proveUnderSnapshots({ move, pairs, counters, clock: this.options.clock, onProgress })
  }

  async close(): Promise<void> {
    if (this.stage === 'opened') await this.finishOpening()
    else await this.abort()
    await closeWarm(this.warm)
  }

  /** The feed back is made and the old one removed. Not inside the outage: the log holds all writes. The lock goes when the old side's room is empty. */
  private async finishOpening(): Promise<void> {
    if (this.settled) return
    const { move, number, from } = this.prepared
    await withSides(move, 'control', async (sides) => {
      await settle(move, sides, number, this.options.clock, 'keep sessions')
      await this.warm.serving.lock.end()
      await fastenBelt(sides[from], move, number)
    })
    this.settled = true
  }

  private bySide<T>(serving: T, receiving: T): Readonly<Record<Side, T>> {
    return this.prepared.from === 'source' ? { source: serving, target: receiving } : { source: receiving, target: serving }
  }

  /** The servers watch the deadline themselves; this is for a server that does not answer at all. */
  private async answered<T>(work: Promise<T>, deadline: Duration): Promise<T> {
    const { clock } = this.options
    const over = new AbortController()
    const late = clock.sleep(milliseconds(Number(deadline) + 200), over.signal).then(() => {
      if (over.signal.aborted) return work
      throw new DiagnosticError(problem('MOVE_DRAIN_TIMEOUT', { name: this.prepared.move.name, milliseconds: Number(deadline) }))
    })
    late.catch(() => undefined)
    return await Promise.race([work, late]).finally(() => over.abort())
  }

  private async timed<T>(step: keyof SwitchTimings & string, work: () => Promise<T>): Promise<T> {
    const started = this.options.clock.now()
    try {
      return await work()
    } finally {
      Object.assign(this.timings, { [step]: this.options.clock.now() - started })
    }
  }
}

function called<T>(earlier: T | undefined): T {
  if (earlier === undefined) throw new Error('the steps of a switch were called out of order')
  return earlier
}
