import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { lastDay, type Checked } from './checked.js'

/** Nothing closes before the last system in it has left; a room with a system that never leaves does not close. */
export function checkClosings({ inventory, plan }: Checked): Diagnostic[] {
  return plan.closings.flatMap(({ collection, id, date }) => residentsOf(collection, id, inventory).flatMap((system) => {
    const leaves = lastDay(plan, system)
    const isFree = leaves !== undefined && leaves <= date
    // Networks and lines may hold systems that stay: these change over to another network.
    const mayStay = leaves === undefined && collection !== 'facilities'
    return isFree || mayStay ? [] : [problem('PLAN_CHECK_CLOSING', { subject: id, date, system, leaves: leaves ?? '—' })]
  }))
}

function residentsOf(collection: string, id: string, { systems, networks }: Checked['inventory']): readonly string[] {
  if (collection === 'networks') return networks.find((network) => network.id === id)?.systems ?? []
  const field = collection === 'facilities' ? 'facility' : collection === 'platforms' ? 'platform' : undefined
  if (field === undefined) return []
  const isInside = ({ deployments = [] }: (typeof systems)[number]) => deployments.some((each) => each.env === 'current' && each[field] === id)
  return systems.filter((system) => system.stage !== 'retired' && isInside(system)).map((system) => system.id)
}
