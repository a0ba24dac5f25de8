import { warning, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import type { Checked } from './checked.js'

/** Says of every date after its deadline that it is late: a plan may be late, but never silently. */
export function checkDeadlines({ inventory, intent, assessment, plan }: Checked): Diagnostic[] {
  const { dates } = intent.programme
  const decisions = new Map(assessment.decisions.map((decision) => [decision.system, decision.disposition]))
  const late = plan.activities.flatMap(({ system, kind, end }) => {
    const deadline = deadlineOf(system, kind, decisions.get(system), inventory, dates)
    return deadline === undefined || end <= deadline ? [] : [warning('PLAN_LATE', { system, what: kind, date: end, deadline })]
  })
  const departmentRooms = new Set(inventory.facilities.filter(({ kind }) => kind === 'department_room').map(({ id }) => id))
  const rooms = plan.closings.filter(({ id, date }) => departmentRooms.has(id) && dates.roomsClosedBy !== undefined && date > dates.roomsClosedBy)
  return [...late, ...rooms.map(({ id, date }) => warning('PLAN_LATE', { system: id, what: 'closing', date, deadline: dates.roomsClosedBy ?? '' }))]
}

function deadlineOf(
  system: string,
  kind: string,
  disposition: string | undefined,
  inventory: Checked['inventory'],
  dates: Checked['intent']['programme']['dates'],
): string | undefined {
  if (kind === 'retire') return dates.zombiesClosedBy
  if (kind === 'colocate') return dates.equipmentMoveBy
  if (kind === 'merge') return inventory.similarityGroups.find(({ members }) => members.includes(system))?.mergeBy ?? dates.mergesBy
  if (kind !== 'cutover') return undefined
  if (disposition === 'migrate_province') return inventory.systems.find(({ id }) => id === system)?.category === 'website' ? dates.websitesBy : undefined
  return dates.cloudMigrationBy
}
