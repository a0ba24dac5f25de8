import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { daysBetween } from '../../../model/calendar-date.js'
import type { ActivityKind } from '../plan.js'
import { activityAt, type Checked } from './checked.js'

const order: readonly ActivityKind[] = ['prepare', 'copy', 'rehearse', 'cutover', 'trial', 'commit', 'close']

/** The steps of one system come one after the other, none is missing, and the trial has its length. */
export function checkSequence(checked: Checked): Diagnostic[] {
  return [...stepsOutOfOrder(checked), ...missingSteps(checked), ...shortTrials(checked)]
}

function stepsOutOfOrder({ plan }: Checked): Diagnostic[] {
  const byId = new Map(plan.activities.map((activity) => [activity.id, activity]))
  const systems = [...new Set(plan.activities.map(({ system }) => system))].sort()
  const neighbours = systems.flatMap((system) => {
    const steps = [...order, 'colocate' as const].flatMap((kind) => activityAt(plan, system, kind) ?? [])
    return steps.slice(1).map((step, index) => ({ step, before: steps[index]! }))
  })
  const wrongSteps = neighbours.filter(({ step, before }) => before.end >= step.start)
  // Across systems one night may serve both: the order within it belongs to the runbook.
  const wrongLinks = plan.activities.flatMap((step) => step.after.map((id) => ({ step, before: byId.get(id) })))
    .filter(({ step, before }) => before === undefined || before.start > step.start)
  return [...wrongSteps, ...wrongLinks].map(({ step, before }) => problem('PLAN_CHECK_SEQUENCE', { activity: step.id, before: before?.id ?? '—' }))
}

function missingSteps({ plan, intent }: Checked): Diagnostic[] {
  const needed: readonly ActivityKind[] = intent.programme.trialDays === 0 ? ['prepare', 'rehearse', 'commit'] : ['prepare', 'rehearse', 'trial', 'commit']
  return plan.activities.filter(({ kind }) => kind === 'cutover')
    .flatMap(({ system, id }) => needed.filter((kind) => activityAt(plan, system, kind) === undefined)
    .map((kind) => problem('PLAN_CHECK_SEQUENCE', { activity: `${system}:${kind}`, before: id })))
}

function shortTrials({ plan, intent }: Checked): Diagnostic[] {
  const wanted = intent.programme.trialDays
  return plan.activities.filter(({ kind }) => kind === 'trial').flatMap(({ system, start, end }) => {
    const days = daysBetween(start, end) + 1
    return days >= wanted ? [] : [problem('PLAN_CHECK_TRIAL', { system, days, wanted })]
  })
}
