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

function residentsOf(collection: string, id: string, inventory: Checked['inventory']): readonly string[] {
  const current = (field: 'facility' | 'platform') => inventory.systems.filter(({ stage, deployments }) => stage !== 'retired' && deployments?.some((each) => each.env === 'current' && each[field] === id)).map((system) => system.id)
  if (collection === 'facilities') return current('facility')
  if (collection === 'platforms') return current('platform')
  return inventory.networks.find((network) => network.id === id)?.systems ?? []
}
