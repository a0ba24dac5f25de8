import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { milliseconds, seconds, type Duration } from '../../model/duration.js'
import type { DataMove } from '../../ports/data-mover.js'

/** A feed has caught up when this many looks in a row say so. */
const CALM_LOOKS = 3
const LAG_LIMIT = seconds(1)

/** A pass is as short as it gets when it is no more than a fifth shorter than the one before. */
const FLAT = 0.8

/** So many such passes that are too long for a switch are no chance any more. */
const HOPELESS_LOOKS = 20

/**
 * When a feed has caught up: less than a second behind. The lag of files is the length of a pass, which with many files is never below a second:
 * those have when passes are flat and take at most half of what the drain may, so that the last one fits on a bad day too.
 */
export class CatchUp {
  private calm = 0
  private hopeless = 0
  private before = Infinity
  private readonly longestPass: Duration

  constructor(private readonly move: DataMove, drain: Duration) {
    this.longestPass = milliseconds(Number(drain) / 2)
  }

  /** Takes one look; throws when passes stay too long. */
  isCaughtUp(lag: Duration): boolean {
    const flat = this.hasFiles() && lag >= this.before * FLAT
    this.before = lag
    this.calm = lag < LAG_LIMIT || (flat && lag <= this.longestPass) ? this.calm + 1 : 0
    this.hopeless = flat && lag > this.longestPass && Number.isFinite(Number(lag)) ? this.hopeless + 1 : 0
    if (this.hopeless >= HOPELESS_LOOKS) throw new DiagnosticError(problem('RUN_PASS_TOO_LONG', { system: this.move.system, seconds: shown(lag), limit: shown(this.longestPass), needed: Math.ceil((Number(lag) * 6) / 1_000) }))
    return this.calm >= CALM_LOOKS
  }

  private hasFiles(): boolean {
    return this.move.kind === 'files' || (this.move.kind === 'system' && this.move.parts.some(({ kind }) => kind === 'files'))
  }
}

function shown(time: Duration): string {
  return (Number(time) / 1_000).toFixed(1)
}
