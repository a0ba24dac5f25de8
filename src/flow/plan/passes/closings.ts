import type { CalendarDate } from '../../../model/calendar-date.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import type { Activity, Closing } from '../plan.js'

export interface Closings {
  closings: Closing[]
  /** Rooms that cannot close, because something in them has no date to leave. */
  staying: { room: string; systems: string[] }[]
}

/** When rooms, networks, lines and platforms end: on their recorded day, but never before the last system has left (NET-18, SYS-22). */
export function closingsOf(inventory: Inventory, activities: readonly Activity[]): Closings {
  const leaves = lastActivities(activities)
  const rooms = inventory.facilities.filter(({ kind, status, exemption }) => roomKinds.has(kind) && status !== 'closed' && exemption === undefined)
  const outcomes = rooms.map((room) => ({ room: room.id, ...closeRoom(room, inventory, leaves) }))
  const closedRooms = outcomes.flatMap(({ closing }) => closing ?? [])
  return {
    closings: [...closedRooms, ...lineClosings(inventory, closedRooms, leaves), ...networkClosings(inventory, leaves), ...platformClosings(inventory, leaves)],
    staying: outcomes.filter(({ staying }) => staying.length > 0).map(({ room, staying }) => ({ room, systems: staying })),
  }
}

const roomKinds: ReadonlySet<string> = new Set(['department_room', 'county_room'])

type Leaves = ReadonlyMap<string, Activity>

/** The last work on each system; after it the old side is no longer used. */
function lastActivities(activities: readonly Activity[]): Leaves {
  const last = new Map<string, Activity>()
  for (const activity of activities) if (activity.end >= (last.get(activity.system)?.end ?? '')) last.set(activity.system, activity)
  return last
}

function closeRoom(
  room: Inventory['facilities'][number],
  { systems, devices }: Inventory,
  leaves: Leaves,
): { closing: Closing | undefined; staying: string[] } {
  const inRoom = systems.filter(({ deployments }) => deployments?.some(({ env, facility }) => env === 'current' && facility === room.id))
  const residents = inRoom.filter(({ stage }) => stage !== 'retired').map(({ id }) => id)
  const staying = residents.filter((system) => !leaves.has(system))
  if (staying.length > 0) return { closing: undefined, staying }
  const moved = devices.filter(({ facility }) => facility === room.id).flatMap(({ move }) => move?.date ?? [])
  return { closing: closing('facilities', room.id, [room.closeDate, ...moved], residents.map((system) => leaves.get(system)!)), staying }
}

function closing(collection: Closing['collection'], id: string, dates: readonly (CalendarDate | undefined)[], last: readonly Activity[]): Closing | undefined {
  const date = [...dates.filter((each) => each !== undefined), ...last.map(({ end }) => end)].sort().at(-1)
  return date === undefined ? undefined : { collection, id, date, after: last.map((activity) => activity.id).sort() }
}

const ends = new Set(['extranet', 'intranet', 'end'])

function networkClosings({ networks }: Inventory, leaves: Leaves): Closing[] {
  const ending = networks.filter(({ role, target }) => role !== 'extranet' && target !== undefined && ends.has(target))
  return ending.flatMap(({ id, targetDate, endDate, systems = [] }) => {
    const last = systems.flatMap((system) => leaves.get(system) ?? [])
    return closing('networks', id, [endDate ?? targetDate], last) ?? []
  })
}

/**
 * A line is cut when the systems of the room it starts in no longer need it; the room itself may close later (NET-18).
 * A leased internet line is not what they need: the exit of the extranet that replaces it serves the room before they leave (NET-06).
 */
function lineClosings({ lines }: Inventory, rooms: readonly Closing[], leaves: Leaves): Closing[] {
  const last = new Map([...leaves.values()].map((activity) => [activity.id, activity]))
  return lines.filter(({ target, endDate }) => endDate !== undefined || (target !== undefined && ends.has(target)))
    .flatMap(({ id, kind, from, replacedBy, targetDate, endDate }) => {
    const isReplaced = kind === 'internet' && replacedBy !== undefined
    const after = isReplaced ? [] : rooms.find((room) => room.id === from)?.after ?? []
    return closing('lines', id, [endDate ?? targetDate], after.map((activity) => last.get(activity)!)) ?? []
  })
}

function platformClosings({ platforms, systems }: Inventory, leaves: Leaves): Closing[] {
  return platforms.filter(({ endDate }) => endDate !== undefined).flatMap(({ id, endDate }) => {
    const tenants = systems.filter(({ deployments }) => deployments?.some(({ env, platform }) => env === 'current' && platform === id))
    return closing('platforms', id, [endDate], tenants.flatMap((tenant) => leaves.get(tenant.id) ?? [])) ?? []
  })
}
