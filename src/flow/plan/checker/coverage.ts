import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { nightOf, type Checked } from './checked.js'

const ending = { retire: 1, merge: 1 }

/** Every decided system is in the plan exactly once: in one group, in one ending, or unplanned; and nothing else is. */
export function checkCoverage({ assessment, plan }: Checked): Diagnostic[] {
  const places = [
    ...plan.groups.flatMap(({ systems }) => systems),
    ...plan.activities.filter(({ kind }) => kind in ending).map(({ system }) => system),
    ...plan.unplanned.map(({ system }) => system),
  ]
  const inGroup = new Set(plan.groups.flatMap(({ systems }) => systems))
  const decided = assessment.decisions.map(({ system }) => system)
  const wrong = [...new Set([...decided, ...places, ...plan.activities.map(({ system }) => system)])].sort().flatMap((system) => {
    const count = places.filter((place) => place === system).length
    return count === (decided.includes(system) ? 1 : 0) ? [] : [problem('PLAN_CHECK_COVERAGE', { system, count })]
  })
  const idle = [...inGroup].filter((system) => nightOf(plan, system) === undefined)
  return [...wrong, ...idle.map((system) => problem('PLAN_CHECK_COVERAGE', { system, count: 0 }))]
}
