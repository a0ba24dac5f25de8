import { blocks, type Gate } from './gate.js'
import { twinsOf } from './namespaces.js'

/** A replica in the primary's own building burns with it. */
export const replicaFacility: Gate = {
  id: 'replica-facility',
  code: 'STK_REPLICA_FACILITY',
  check: (stacks) => twinsOf(stacks)
    .filter(({ primary, dr }) => dr.system !== null && dr.facility !== null && dr.facility === primary.facility)
    .map(({ dr }) => blocks('replica-facility', dr, { system: dr.system ?? '', facility: dr.facility ?? '' })),
}
