import type { Instant } from '../../model/instant.js'
import type { JsonObject } from '../../model/json.js'

/** What every phase of a system's move is given. */
export interface PhaseInput extends JsonObject {
  readonly run: string
  readonly system: string
  readonly attempt: number
  /** Facility whose uplink the copy uses: work of one site is limited over all workers. */
  readonly site: string
  /** Earliest start of a phase that waits for a date; a phase that is not named starts at once. */
  readonly notBefore: Readonly<Record<string, Instant>>
  /** End of the cutover window; null: any time will do. */
  readonly windowEnd: Instant | null
  /** Counts the looks at a gate, so that each wait is a row of its own. */
  readonly look: number
}

/** `<run>/<system>/<attempt>/<phase>`, a look's number behind a phase that waited. */
export function phaseId(input: PhaseInput, phase: string): string {
  const base = `${input.run}/${input.system}/${input.attempt}/${phase}`
  return input.look === 0 ? base : `${base}.${input.look}`
}

const URGENT: readonly string[] = ['cutover', 'verify', 'rollback']

/**
 * Whose limit counts a phase. Copies share the uplink of their facility, for days; a switch and above all the way back
 * never queue behind them: they have a slot of their system's own.
 */
export function slotOf(input: PhaseInput, phase: string): string {
  return URGENT.includes(phase) ? `${input.site}/${input.system}` : input.site
}

/** The engine hands inputs back as JSON; a shape that is not ours is a bug of ours. */
export function asPhaseInput(json: JsonObject): PhaseInput {
  const { run, system, attempt, site, notBefore, windowEnd, look } = json
  if (typeof run !== 'string' || typeof system !== 'string' || typeof attempt !== 'number' || typeof site !== 'string' || typeof look !== 'number') {
    throw new Error(`not the input of a phase: ${JSON.stringify(json)}`)
  }
  return { run, system, attempt, site, look, notBefore: asDates(notBefore), windowEnd: typeof windowEnd === 'string' ? windowEnd : null }
}

function asDates(json: JsonObject[string]): Readonly<Record<string, Instant>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return {}
  return Object.fromEntries(Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
