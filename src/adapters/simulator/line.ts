import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { milliseconds, type Duration } from '../../model/duration.js'
import type { Clock } from '../../ports/clock.js'
import type { SimulatedSystem } from './world.js'

export interface LineOptions {
  readonly clock: Clock
  /** Next number in [0, 1). */
  readonly random: () => number
  /** One way; a call takes half of it to twice as much. */
  readonly latency: Duration
  /** Share of calls that fail, half of them before anything was done and half behind it, when only the answer is lost. */
  readonly failures: number
}

/** A worker's connection to one system's data: every effect goes through it, late, and sometimes not at all. */
export class Line {
  private readonly generation: number

  constructor(private readonly one: SimulatedSystem, readonly options: LineOptions) {
    this.generation = one.generation
  }

  async call<T>(work: () => T): Promise<T> {
    const { clock, random, latency, failures } = this.options
    await clock.sleep(milliseconds(Number(latency) * (0.5 + 1.5 * random())))
    if (this.one.generation !== this.generation) throw this.broken('the connection was cut')
    const fate = random()
    if (fate < failures / 2) throw this.broken('no answer')
    const result = work()
    if (fate < failures) throw this.broken('the answer was lost')
    return result
  }

  private broken(detail: string): DiagnosticError {
    return new DiagnosticError(problem('MOVE_UNREACHABLE', { place: 'source', host: 'simulated', port: 0, database: this.one.system, user: 'worker', detail }))
  }
}
