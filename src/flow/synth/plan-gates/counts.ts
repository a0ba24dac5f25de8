import type { PlannedAction } from './actions.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { ResourceChange } from './parse-plan.js'
import { signatureOf } from './signed.js'

/** A change of the inventory that reaches further than its author thinks shows in the number of changes. What is signed for is not counted. */
export const counts: PlanGate = {
  id: 'counts',
  codes: ['GATE_COUNT'],
  check(set) {
    const unsigned = set.plans.flatMap(({ changes }) => changes.filter((change) => countsAs(change).length > 0 && !isSigned(change, set)))
    return kinds.flatMap(([action, limit]) => {
      const count = unsigned.filter((change) => countsAs(change).includes(action)).length
      return count > set.limits[limit] ? [blocks('counts', 'GATE_COUNT', { stack: '-', address: null }, { action, count, limit: set.limits[limit] })] : []
    })
  },
}

const kinds = [['create', 'creates'], ['update', 'updates'], ['delete', 'deletes']] as const satisfies (readonly [PlannedAction, keyof PlanSet['limits']])[]

function countsAs({ action }: ResourceChange): readonly PlannedAction[] {
  if (action === 'replace') return ['create', 'delete']
  return action === 'create' || action === 'update' || action === 'delete' ? [action] : []
}

function isSigned(change: ResourceChange, { changes, today }: PlanSet): boolean {
  return signatureOf(change, changes, today).standing === 'signed'
}
