import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, type Duration } from '../../../model/duration.js'
import type { Progress } from '../../../model/step.js'
import type { Proof, Side, SwitchSession, SwitchTimings } from '../../../ports/data-mover.js'
import type { Prepared } from './begin-switch.js'
import { awaitToken, fenceServing, requireEmptyRoom, startFixups, startReadings, tokenOf, type Fixups, type Readings } from './inside-fence.js'
import { writtenLate } from './late-writes.js'
import { namesOf } from './names.js'
import type { MoverOptions } from './options.js'
import { proveUnderSnapshots } from './prove.js'
import { settle } from './recover.js'
import { withSides } from './sides.js'
import { undoSwitch } from './undo.js'
import { closeWarm, type Warm } from './warm.js'

type Stage = 'begun' | 'opening' | 'opened' | 'aborted'

/**
 * One switch, its steps in the order of the port. What is final on the serving side after the fence is read while the token travels; what does
 * not depend on one another runs at the same time from then on, so `snapshots` and `reverse` mostly find their work done.
 */
export class PostgresSwitch implements SwitchSession {
  readonly timings = { fence: 0, drain: 0, fixups: 0, snapshots: 0, reverse: 0, open: 0 } satisfies SwitchTimings
  private stage: Stage = 'begun'
  private late: readonly string[] | undefined
  private position = ''
  private readings: Readings | undefined
  private underWay: Fixups | undefined
  private head = ''

  constructor(private readonly prepared: Prepared, private readonly warm: Warm, private readonly options: MoverOptions) {}

  async fence(): Promise<void> {
    await this.timed('fence', async () => {
      this.position = await fenceServing(this.prepared, this.warm)
      this.readings = startReadings(this.prepared, this.warm)
    })
  }

  async drain(deadline: Duration): Promise<{ readonly position: string }> {
    await this.timed('drain', async () => {
      const arrived = Promise.all([awaitToken(this.prepared, this.warm, deadline), requireEmptyRoom(this.prepared, this.warm)])
      const [head] = await this.answered(arrived, deadline)
      this.head = head
    })
    return { position: this.position }
  }

  async fixups(): Promise<void> {
    await this.timed('fixups', async () => {
      this.underWay = startFixups(this.prepared, this.warm, called(this.readings), this.head)
      await this.underWay.carried
    })
  }

  async snapshots(): Promise<{ readonly serving: string; readonly receiving: string }> {
    return await this.timed('snapshots', () => this.exported())
  }

  async reverse(): Promise<void> {
    await this.timed('reverse', () => called(this.underWay).reversed)
  }

  async open(): Promise<void> {
    await this.timed('open', async () => {
      const { carried, servingSnapshot, snapshot, reversed } = called(this.underWay)
      await Promise.all([carried, servingSnapshot, snapshot, reversed])
      const { number, id, epoch } = this.prepared
      const { control } = this.warm.receiving
      // An opening that was never sent is undone without asking the side that it was meant for.
      if (control.isOpen()) this.stage = 'opening'
      await control.rows('SELECT qianyun_mig.open_door($1, $2, $3)', [number, id, epoch])
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
    await this.finishOpening()
    const { serving, receiving } = await this.exported()
    const [wanted, stand] = await Promise.all([called(this.readings).sequences, called(this.underWay).carried])
    return await proveUnderSnapshots({
      move: this.prepared.move, snapshots: this.bySide(serving, receiving), sequences: this.bySide(wanted, stand), late: called(this.late),
      clock: this.options.clock, onProgress,
    })
  }

  async close(): Promise<void> {
    try {
      if (this.stage === 'opened') await this.finishOpening()
      else await this.abort()
    } finally {
      await closeWarm(this.warm)
    }
  }

  /**
   * Wakes the feed back and removes the old one, once it has told what was written behind its token. Not inside the outage: the slots hold all writes,
   * and starting the feed's processes takes both servers' time.
   */
  private async finishOpening(): Promise<void> {
    if (this.late) return
    const { move, from, number } = this.prepared
    const { publication, feedFrom } = namesOf(move)
    this.late = await withSides(move, 'control', async (sides) => {
      const late = await writtenLate(sides[from], { slot: feedFrom[from], publication, token: tokenOf(this.prepared) }, this.options.clock)
      await settle(move, sides, number, this.options.clock, 'keep sessions')
      return late
    })
  }

  private async exported(): Promise<{ readonly serving: string; readonly receiving: string }> {
    const { servingSnapshot, snapshot } = called(this.underWay)
    return { serving: await servingSnapshot, receiving: await snapshot }
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
