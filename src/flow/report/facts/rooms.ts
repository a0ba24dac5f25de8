import type { SystemState } from '../../../model/system-state.js'
import type { ReportTotals, SystemFacts } from '../report-facts.js'
import { figure } from './figure.js'
import { ARTIFACT, type FactsInput } from './input.js'

const GONE: readonly SystemState[] = ['old_off', 'closed', 'retired']

type RoomTotals = Pick<ReportTotals, 'roomsToClose' | 'roomsEmptied' | 'roomsClosed'>

/** Rooms of departments and counties: to close by the plan, emptied by the run, and closed as the inventory says. An empty room is not yet a closed one. */
export function roomTotals({ inventory, plan }: FactsInput, systems: readonly SystemFacts[]): RoomTotals {
  const rooms = inventory.facilities.filter(({ kind }) => kind === 'department_room' || kind === 'county_room')
  const planned = new Set(plan.closings.filter(({ collection }) => collection === 'facilities').map(({ id }) => id))
  const closed = rooms.filter(({ status }) => status === 'closed')
  const toClose = rooms.filter(({ id, status }) => planned.has(id) || status === 'closed')
  const gone = new Set(systems.filter(({ state }) => GONE.includes(state)).map(({ id }) => id))
  const emptied = toClose.filter(({ id, status }) => status === 'closed' || isEmpty(id, inventory, gone))
  return {
    roomsToClose: figure(toClose.length, ARTIFACT.plan, ARTIFACT.inventory),
    roomsEmptied: figure(emptied.length, ARTIFACT.run, ARTIFACT.inventory),
    roomsClosed: figure(closed.length, ARTIFACT.inventory),
  }
}

/** Somebody lived there, and all of them are gone; a room of which no system is recorded is not known to be empty. */
function isEmpty(room: string, { systems }: FactsInput['inventory'], gone: ReadonlySet<string>): boolean {
  const isHere = ({ deployments }: (typeof systems)[number]) => deployments?.some(({ env, facility }) => env === 'current' && facility === room)
  const residents = systems.filter((system) => system.stage !== 'retired' && isHere(system))
  return residents.length > 0 && residents.every(({ id }) => gone.has(id))
}
