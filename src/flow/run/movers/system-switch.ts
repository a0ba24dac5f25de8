import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Duration } from '../../../model/duration.js'
import type { Progress, StepContext } from '../../../model/step.js'
import type { Proof, Side, SwitchSession, SwitchTimings, SystemMove } from '../../../ports/data-mover.js'
import { longest, mergeProofs } from './merge.js'
import { all, type Part, type PartMover } from './part.js'
import { takeAlong } from './take-along.js'

/** One part inside a switch. `opened`: by its own session, or completed by the lead's word when that failed. */
interface PartSwitch {
  readonly part: Part
  readonly mover: PartMover
  readonly session: SwitchSession
  opened: 'no' | 'yes' | 'completed'
}

/** Begins the switch of every part; where one cannot begin, the others end and nothing was fenced. */
export async function beginSystemSwitch(of: (part: Part) => PartMover, move: SystemMove, from: Side, context: StepContext): Promise<SwitchSession> {
  const begun = await Promise.allSettled(move.parts.map(async (part): Promise<PartSwitch> => ({
    part, mover: of(part), session: await of(part).beginSwitch(part, from, context), opened: 'no',
  })))
  const parts = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = begun.find((one) => one.status === 'rejected')
  const [lead, ...followers] = parts
  if (failed || !lead) {
    await Promise.allSettled(parts.map(({ session }) => session.close()))
    throw failed?.reason ?? new Error('a system without parts')
  }
  return new SystemSwitch(move, lead, followers, from === 'source' ? 'target' : 'source', context)
}

/** How often a part that did not open with its lead is tried before the step fails, to be tried again as a whole. */
const TRIES = 3

class SystemSwitch implements SwitchSession {
  /** Set before the lead is asked to open: from then on only its own word says whether it has. */
  private leadAsked = false
  private aborted = false

  constructor(
    private readonly move: SystemMove, private readonly lead: PartSwitch, private readonly followers: readonly PartSwitch[],
    private readonly to: Side, private readonly context: StepContext,
  ) {}

  get timings(): SwitchTimings {
    const slowest = (step: keyof SwitchTimings & string, parts = this.parts) => longest(parts.map(({ session }) => Number(session.timings[step])))
    return {
      fence: slowest('fence'), drain: slowest('drain'), fixups: slowest('fixups'), snapshots: slowest('snapshots'), reverse: slowest('reverse'),
      open: slowest('open', [this.lead]) + slowest('open', this.followers),
    }
  }

  async fence(): Promise<void> {
    await this.each((session) => session.fence())
  }

  async drain(deadline: Duration): Promise<{ readonly position: string }> {
    const drained = await all(this.parts.map(async ({ part, session }) => `${part.name}: ${(await session.drain(deadline)).position}`))
    return { position: drained.join(', ') }
  }

  async fixups(): Promise<void> {
    await this.each((session) => session.fixups())
  }

  async snapshots(): Promise<{ readonly serving: string; readonly receiving: string }> {
    const taken = await all(this.parts.map(({ session }) => session.snapshots()))
    return { serving: taken.map(({ serving }) => serving).join(', '), receiving: taken.map(({ receiving }) => receiving).join(', ') }
  }

  async reverse(): Promise<void> {
    await this.each((session) => session.reverse())
  }

  /** The lead's opening is the system's. A part that fails after it is completed, for users of the lead are at work. */
  async open(): Promise<void> {
    this.leadAsked = true
    await this.lead.session.open()
    this.lead.opened = 'yes'
    await all(this.followers.map((follower) => this.openFollower(follower)))
  }

  /** The lead first. Where it was asked to open and cannot be undone, the others stay as they are: `recover` takes them to where it then serves. */
  async abort(): Promise<void> {
    if (this.aborted) return
    if (this.lead.opened !== 'no') throw new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: this.move.name, place: this.to }))
    const undone = await Promise.allSettled([this.lead.session.abort()])
    if (this.leadAsked) await all(undone.map(rethrow))
    undone.push(...(await Promise.allSettled(this.followers.map(({ session }) => session.abort()))))
    await all(undone.map(rethrow))
    this.aborted = true
  }

  async prove(onProgress: (progress: Progress) => void): Promise<Proof> {
    return mergeProofs(await all(this.parts.map(async ({ part, mover, session, opened }) =>
      [part, await (opened === 'completed' ? mover.rehearse(part, this.context) : session.prove(onProgress))] as const)))
  }

  /** Closing a part that has not opened would undo it: that is right only while the lead has not opened either. */
  async close(): Promise<void> {
    const undoable = !this.leadAsked || this.aborted
    await all(this.parts.filter(({ opened }) => opened === 'yes' || undoable).map(({ session }) => session.close()))
  }

  private get parts(): readonly PartSwitch[] {
    return [this.lead, ...this.followers]
  }

  private async each(step: (session: SwitchSession) => Promise<void>): Promise<void> {
    await all(this.parts.map(({ session }) => step(session)))
  }

  private async openFollower(follower: PartSwitch): Promise<void> {
    try {
      await follower.session.open()
      follower.opened = 'yes'
    } catch {
      await this.complete(follower, TRIES)
      follower.opened = 'completed'
    }
  }

  private async complete(follower: PartSwitch, tries: number): Promise<void> {
    try {
      await takeAlong(follower.mover, follower.part, this.to, this.context)
    } catch (error) {
      if (tries <= 1) throw error
      await this.complete(follower, tries - 1)
    }
  }
}

async function rethrow(ended: PromiseSettledResult<void>): Promise<void> {
  if (ended.status === 'rejected') throw ended.reason
}
