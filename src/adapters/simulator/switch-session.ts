import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { milliseconds, type Duration } from '../../model/duration.js'
import type { Progress } from '../../model/step.js'
import type { Proof, Side, SwitchSession, SwitchTimings } from '../../ports/data-mover.js'
import type { Line } from './line.js'
import { compareContents, type Content } from './proof.js'
import { hold, openOther, settle } from './settle.js'
import { applyFeed, otherSide, type SimulatedSystem } from './world.js'

export interface SimulatedSwitchParts {
  readonly one: SimulatedSystem
  readonly line: Line
  readonly from: Side
  readonly number: number
  readonly id: string
}

/** The steps of a switch on the simulated sides, each one call over a line that may fail. */
export class SimulatedSwitch implements SwitchSession {
  readonly timings = { fence: 0, drain: 0, fixups: 0, snapshots: 0, reverse: 0, open: 0 } satisfies SwitchTimings
  private stage: 'begun' | 'opened' | 'aborted' = 'begun'
  private contents: Readonly<Record<Side, Content>> | undefined

  constructor(private readonly parts: SimulatedSwitchParts) {}

  async fence(): Promise<void> {
    const { from, id, line } = this.parts
    await this.timed('fence', ({ sides }) => {
      sides[from].open = false
      sides[from].log.push({ at: line.options.clock.now(), key: null, value: id })
    })
  }

  async drain(deadline: Duration): Promise<{ readonly position: string }> {
    const { one, line: { options: { clock, latency } }, from } = this.parts
    const end = clock.now() + Number(deadline)
    await this.timed('drain', () => undefined)
    const started = clock.now()
    while (applyFeed(one, from, clock.now() - Number(latency)) > 0) {
      if (clock.now() >= end) throw new DiagnosticError(problem('MOVE_DRAIN_TIMEOUT', { name: one.system, milliseconds: Number(deadline) }))
      await clock.sleep(milliseconds(1))
    }
    this.timings.drain += clock.now() - started
    // The feed sleeps with its last word: what comes behind the fence is not for the other side.
    await this.timed('drain', () => { one.feedFrom[from]!.awake = false })
    return { position: String(one.sides[from].log.length) }
  }

  async fixups(): Promise<void> {
    const { from } = this.parts
    await this.timed('fixups', ({ sides }) => { sides[otherSide(from)].sequence = sides[from].sequence })
  }

  async snapshots(): Promise<{ readonly serving: string; readonly receiving: string }> {
    const take = ({ sides }: SimulatedSystem, side: Side): Content => ({ rows: new Map(sides[side].rows), sequence: sides[side].sequence })
    await this.timed('snapshots', (one) => { this.contents = { source: take(one, 'source'), target: take(one, 'target') } })
    return { serving: `${this.parts.id}-serving`, receiving: `${this.parts.id}-receiving` }
  }

  async reverse(): Promise<void> {
    const to = otherSide(this.parts.from)
    await this.timed('reverse', (one) => {
      one.feedFrom[to] = { position: one.sides[to].log.length, awake: false }
      one.ready = to
    })
  }

  async open(): Promise<void> {
    const { from, id, line } = this.parts
    await this.timed('open', (one) => openOther(one, otherSide(from), id, line.options.clock.now()))
    this.stage = 'opened'
  }

  async abort(): Promise<void> {
    if (this.stage === 'aborted') return
    if (this.stage === 'opened' || await this.settled() !== this.parts.from) throw this.alreadyOpen()
    this.stage = 'aborted'
  }

  async prove(onProgress: (progress: Progress) => void): Promise<Proof> {
    const { line } = this.parts
    const started = line.options.clock.now()
    await this.settled()
    const { source, target } = this.contents!
    const proof = await line.call(() => compareContents('snapshots', source, target, line.options.clock.now() - started))
    onProgress({ done: 1, total: 1, unit: 'steps', what: 'entries' })
    return proof
  }

  async close(): Promise<void> {
    if (this.stage === 'opened') await this.settled()
    else await this.abort()
  }

  private settled(): Promise<Side> {
    const { one, line, number } = this.parts
    return line.call(() => settle(one, number, line.options.clock.now()))
  }

  private alreadyOpen(): DiagnosticError {
    return new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: this.parts.one.system, place: otherSide(this.parts.from) }))
  }

  private async timed(step: keyof SwitchTimings & string, work: (one: SimulatedSystem) => void): Promise<void> {
    const { one, line, number, id } = this.parts
    const { clock } = line.options
    const started = clock.now()
    await line.call(() => {
      hold(one, number)
      if (one.switching !== id) throw new DiagnosticError(problem('MOVE_SWITCH_TAKEN_OVER'))
      work(one)
    })
    Object.assign(this.timings, { [step]: this.timings[step as 'fence'] + clock.now() - started })
  }
}
