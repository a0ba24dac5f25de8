import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { daysBetween } from '../../../model/calendar-date.js'
import { activityAt, type Checked } from './checked.js'

/** GB that one Mbit/s carries in a day: 10^6 bit/s x 86,400 s / 8 bit / 10^9. */
const GB_PER_MBPS_DAY = (1e6 * 86_400) / 8 / 1e9

/** Each copy carries all data and what changes in it meanwhile, and a system with data that is not carried as equipment has one. */
export function checkCopies({ inventory, plan }: Checked): Diagnostic[] {
  return plan.activities.filter(({ kind }) => kind === 'cutover').flatMap(({ system }) => {
    const record = inventory.systems.find(({ id }) => id === system)
    if (record === undefined || record.stage === 'applying' || record.stage === 'planned' || record.stage === 'building') return []
    let size = 0
    let change = 0
    for (const deployment of record.deployments ?? []) {
      if (deployment.env !== 'current') continue
      size += deployment.files?.sizeGb ?? 0
      for (const store of deployment.db ?? []) {
        size += store.sizeGb
        change += store.changeGbPerDay ?? 0
      }
    }
    if (size < 0.001) return []
    const copy = activityAt(plan, system, 'copy')
    if (copy === undefined) return [problem('PLAN_CHECK_COPY', { system, carried: 0, needed: size })]
    // Without a recorded building there is no uplink to judge by.
    if (copy.uplink === null) return []
    const days = daysBetween(copy.start, copy.end) + 1
    const carried = days * copy.uplink.mbps * GB_PER_MBPS_DAY
    const needed = size + change * days
    return carried + 0.001 * days >= needed ? [] : [problem('PLAN_CHECK_COPY', { system, carried: Math.round(carried), needed: Math.round(needed) })]
  })
}
