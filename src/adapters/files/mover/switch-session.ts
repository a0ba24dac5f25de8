import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Duration } from '../../../model/duration.js'
import type { Progress } from '../../../model/step.js'
import type { Proof, SwitchSession, SwitchTimings } from '../../../ports/data-mover.js'
import { toDisk, type Prepared } from './begin-switch.js'
import { closeDoor, openAsServing, openDoor, requireEmptyRoom } from './door.js'
import { keep } from './listing.js'
import { pass, passRoot, type PassRequest } from './pass.js'
import { prove } from './prove.js'
import { settle } from './settle.js'
import { changeState, holdBoth, type RootMode } from './state.js'
import { contentOfKept } from './manifest.js'

type Stage = 'begun' | 'opening' | 'opened' | 'aborted'

/** One switch, its steps in the order of the port. */
export class FilesSwitch implements SwitchSession {
  readonly timings = { fence: 0, drain: 0, fixups: 0, snapshots: 0, reverse: 0, open: 0 } satisfies SwitchTimings
  private stage: Stage = 'begun'
  private settled = false
  /** What the serving root was before the fence: what the other one becomes. */
  private root: RootMode = ''
  private readonly over = new AbortController()

  constructor(private readonly prepared: Prepared) {}

  async fence(): Promise<void> {
    await this.timed('fence', async () => {
      const { sides, from, move, number, options } = this.prepared
      this.root = await closeDoor(sides[from], move.door, number, options.clock)
    })
  }

  async drain(deadline: Duration): Promise<{ readonly position: string }> {
    return await this.timed('drain', async () => {
      const { move, sides, from, options: { clock } } = this.prepared
      await this.within(deadline, (signal) => pass({ ...this.request(signal), remove: true }))
      await requireEmptyRoom(sides[from], move.door)
      return { position: new Date(clock.now()).toISOString() }
    })
  }

  async fixups(): Promise<void> {
    await this.timed('fixups', async () => {
      const request = this.request(this.over.signal)
      await passRoot(request)
      await toDisk(request)
      await changeState(this.prepared.sides[this.prepared.to], this.prepared.number, { ready: true })
    })
  }

  /** Names, sizes, times and modes of both trees: what the proof compares later is what they were now. */
  async snapshots(): Promise<{ readonly serving: string; readonly receiving: string }> {
    return await this.timed('snapshots', async () => {
      const { sides, from, to } = this.prepared
      const [serving, receiving] = await Promise.all([sides[from], sides[to]].map((place) => contentOfKept(place, keep(place, this.over.signal))))
      return { serving: serving!, receiving: receiving! }
    })
  }

  /** The feed back is passes in the other direction, which the new epoch asks for; that this worker still may is all there is to see. */
  async reverse(): Promise<void> {
    await this.timed('reverse', async () => void await holdBoth(this.prepared.sides, this.prepared.number))
  }

  async open(): Promise<void> {
    await this.timed('open', async () => {
      const { move, sides, to, number, id } = this.prepared
      this.stage = 'opening'
      const state = JSON.stringify({ ...this.stateToBe(), switch: id, ready: true })
      await openAsServing(sides[to], move.door, number, { id, state, root: this.root }).catch((error: unknown) => this.closeAgain(error))
      this.stage = 'opened'
    })
  }

  async abort(): Promise<void> {
    if (this.stage === 'aborted') return
    const { move, sides, from, to, number, options } = this.prepared
    if (this.stage === 'opened') throw new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: move.name, place: to }))
    this.over.abort()
    // The side that served serves again, first of all; only when an opening was sent must the other side say first that it did not happen.
    if (this.stage === 'begun') await openDoor(sides[from], move.door, number)
    if (await settle(move, sides, number, options) !== from) throw new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: move.name, place: to }))
    this.stage = 'aborted'
  }

  async prove(onProgress: (progress: Progress) => void): Promise<Proof> {
    const proof = await prove(this.prepared, onProgress)
    await this.finishOpening()
    return proof
  }

  async close(): Promise<void> {
    if (this.stage === 'opened') await this.finishOpening()
    else await this.abort()
  }

  private request(signal: AbortSignal): PassRequest {
    const { move, sides, options, from, gate, parts } = this.prepared
    return { move, sides, options, from, gate, parts, signal, remove: false, throttled: false }
  }

  private stateToBe() {
    const { states, from, to } = this.prepared
    return { ...states[to], epoch: states[from].epoch + 1 }
  }

  /** The site's command has refused to open: its own closing makes sure that nobody is in, and the old epoch stands again. Otherwise it may be open. */
  private async closeAgain(error: unknown): Promise<never> {
    const { move, sides, to, number, states, options, id } = this.prepared
    if (!(error instanceof DiagnosticError) || error.diagnostics[0]?.code !== 'FILES_DOOR_FAILED') throw error
    await closeDoor(sides[to], move.door, number, options.clock)
    await changeState(sides[to], number, { epoch: states[to].epoch, switch: id })
    throw error
  }

  /** From here on passes may run again, from the side that serves now. */
  private async finishOpening(): Promise<void> {
    if (this.settled) return
    const { move, sides, number, options } = this.prepared
    await settle(move, sides, number, options)
    this.settled = true
  }

  private async within<T>(deadline: Duration, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { move, options: { clock }, signal } = this.prepared
    const late = new AbortController()
    const done = new AbortController()
    const timer = clock.sleep(deadline, done.signal).then(() => { if (!done.signal.aborted) late.abort() })
    try {
      return await work(AbortSignal.any([late.signal, this.over.signal, signal]))
    } catch (error) {
      if (late.signal.aborted) throw new DiagnosticError(problem('MOVE_DRAIN_TIMEOUT', { name: move.name, milliseconds: Number(deadline) }))
      throw error
    } finally {
      done.abort()
      await timer
    }
  }

  private async timed<T>(step: keyof SwitchTimings & string, work: () => Promise<T>): Promise<T> {
    const started = this.prepared.options.clock.now()
    try {
      return await work()
    } finally {
      Object.assign(this.timings, { [step]: this.prepared.options.clock.now() - started })
    }
  }
}
