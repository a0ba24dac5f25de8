import { changedPaths, isEmpty, saysNothing, type ChangedPath } from './changed-paths.js'
import type { ResourceChange } from './parse-plan.js'
import { warns, type PlanGate } from './plan-gate.js'
import { shownChanges } from './shown-value.js'

/** Taking an object over changes it where it is not as declared: whoever adopts has to know what is overwritten. */
export const adoption: PlanGate = {
  id: 'adoption',
  codes: ['GATE_ADOPTED_CHANGE'],
  check: (set) => set.plans.flatMap(({ changes }) => changes.filter(({ importing }) => importing).flatMap((change) => {
    const overwritten = overwrittenBy(change)
    return overwritten.length === 0 ? [] : [warns('adoption', 'GATE_ADOPTED_CHANGE', change, { attributes: shownChanges(overwritten) })]
  })),
}

/** Labels that the provider hides on reading always look as if they were added. */
const hidden = /^metadata\.0\.labels\.[a-z-]+\.kubernetes\.io\//

/** How long the provider waits, and for what, is kept in the state alone; no object holds it. */
const ofTheState = /^(wait_for_\w+|wait_until_bound|timeouts)(\.|$)/

function overwrittenBy({ before, after, sensitive }: ResourceChange): ChangedPath[] {
  return changedPaths(before, after, sensitive).filter((changed) => {
    const name = changed.path.join('.')
    return !saysNothing(changed) && !ofTheState.test(name) && !(hidden.test(name) && isEmpty(changed.before))
  })
}
