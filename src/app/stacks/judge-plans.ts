import { readOutput } from '../../flow/synth/output/read-output.js'
import { runPlanGates } from '../../flow/synth/plan-gates/plan-gates.js'
import type { PlanGateFinding, PlannedStack, PlanPurpose } from '../../flow/synth/plan-gates/plan-set.js'
import type { CalendarDate } from '../../model/calendar-date.js'
import type { OpenPlace, PlaceRequest } from './open-place.js'
import { registriesOf } from './registries.js'

interface JudgedPlans {
  readonly plans: readonly PlannedStack[]
  readonly purpose: PlanPurpose
  readonly today: CalendarDate
}

/** What the gates find in plans of a place, whoever has made them. */
export function judgePlans(
  { selection }: Pick<PlaceRequest, 'selection'>, { place, tasks }: Pick<OpenPlace, 'place' | 'tasks'>, { plans, purpose, today }: JudgedPlans,
): PlanGateFinding[] {
  const isSelected = selection.systems !== undefined || selection.sites !== undefined || selection.wave !== undefined
  return runPlanGates({
    plans,
    stacks: readOutput(selection.outdir),
    selection: isSelected ? tasks.map(({ name }) => name) : null,
    purpose,
    changes: place.changes ?? [],
    today,
    registries: registriesOf(place),
  })
}
