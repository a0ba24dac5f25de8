import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { activityAt, firstDay, nightOf, type Checked } from './checked.js'

/** No bulk work before the pilot is accepted (MIG-02), none for a cloud before its evaluation and review (CLD-06). */
export function checkGates(checked: Checked): Diagnostic[] {
  return [...beforePilot(checked), ...beforeCloud(checked)]
}

function beforePilot({ intent, plan }: Checked): Diagnostic[] {
  const isPilot = new Set(intent.programme.waves.filter(({ kind }) => kind === 'pilot').map(({ no }) => no))
  const systemsOf = (pilots: boolean) => plan.groups.filter(({ wave }) => isPilot.has(wave) === pilots).flatMap(({ systems }) => systems)
  const accepted = systemsOf(true).map((system) => activityAt(plan, system, 'commit')?.end ?? nightOf(plan, system) ?? '9999-12-31').sort().at(-1)
  // A programme with pilot waves must use them once anything else moves.
  const gate = accepted ?? (isPilot.size > 0 ? '9999-12-31' : '')
  return systemsOf(false).flatMap((system) => {
    const date = firstDay(plan, system)
    return date === undefined || date > gate ? [] : [problem('PLAN_CHECK_PILOT', { system, date, accepted: gate })]
  })
}

function beforeCloud({ inventory, intent, assessment, plan }: Checked): Diagnostic[] {
  return assessment.decisions.flatMap(({ system, targetZone }) => {
    const cloud = inventory.clouds.find(({ zones }) => zones?.some(({ id }) => id === targetZone))
    const date = firstDay(plan, system)
    if (targetZone === null || cloud === undefined || date === undefined) return []
    const gates = [cloud.evaluation, cloud.securityReview].map((milestone) => {
      const done = milestone !== undefined && (milestone.result === 'pass' || milestone.result === 'pass_with_issue') ? milestone.on : milestone?.due
      return done ?? intent.programme.dates.cloudEvaluationBy
    })
    const gate = gates.find((each) => each !== undefined && date <= each)
    return gate === undefined ? [] : [problem('PLAN_CHECK_CLOUD_GATE', { system, date, cloud: cloud.id, gate })]
  })
}
