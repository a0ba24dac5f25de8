import type { Code } from '../../../diagnostics/codes.js'
import type { CalendarDate } from '../../../model/calendar-date.js'
import type { Json } from '../../../model/json.js'
import type { SignedChange } from '../../inventory/schema/inventory.js'
import type { SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'

/** What a stack's saved plan says it would do. */
export interface PlannedStack {
  readonly stack: string
  readonly site: string
  /** `show -json` of the saved plan. */
  readonly json: Json
}

/**
 * What the plans are for. `build`: what the inventory says. `heal`: bringing back what was changed by hand, so drift is told and does not
 * stop. `adopt`: taking objects into a state that was lost. `cutover`: one step of one route's weights, and nothing else; where the weights
 * are as they stand, it is a build. `promote`: the DR site takes the primary's part, so roles change, and drift does not hold that up.
 */
export type PlanPurpose = 'build' | 'heal' | 'adopt' | 'cutover' | 'promote'

/** What one set of plans may do at most without a signed change. Replaced resources count as deleted and created. */
export interface PlanLimits {
  readonly creates: number
  readonly updates: number
  readonly deletes: number
  /** Percent of the requests that one step of a cutover may shift. */
  readonly weightStep: number
}

/**
 * A wave is about 50 systems at two sites with 20 resources each, so 2,000 are created by intent; as many updates as a tenth of that,
 * or more than a few deletions, come from a change of the inventory that reaches further than its author thinks.
 */
export const defaultLimits: PlanLimits = { creates: 4_000, updates: 400, deletes: 20, weightStep: 50 }

/** Everything the plan gates know; they read no clock, file or cluster. */
export interface PlanGateInput {
  readonly plans: readonly PlannedStack[]
  /** Every stack that was synthesized, also those without a plan. */
  readonly stacks: readonly SynthesizedStack[]
  /** Names of the stacks that the selection or the wave covers; null for all. */
  readonly selection: readonly string[] | null
  readonly purpose: PlanPurpose
  /** `migrations/<place>/changes.yaml`. */
  readonly changes: readonly SignedChange[]
  readonly today: CalendarDate
  /** Hosts of the image registries of each site, by the site's id; its own first. */
  readonly registries: Readonly<Record<string, readonly string[]>>
  readonly limits?: Partial<PlanLimits>
}

/** A finding of a plan gate bears its code: one gate may have several things to say. */
export interface PlanGateFinding extends GateFinding {
  readonly code: Code
}
