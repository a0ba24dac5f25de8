import type { CalendarDate } from '../../../../model/calendar-date.js'
import type { Inventory } from '../../../inventory/schema/inventory.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

type Dates = PlannedPlace['intent']['programme']['dates']

export const rule = {
  id: 'MIG-10',
  family: 'MIG',
  severity: 'error',
  needs: 'plan',
  title: { en: 'A plan date never lies after the policy deadline without an exemption', zh: '计划日期不得晚于政策期限，确需延后的须登记例外' },
  why: { en: 'The deadline was given by the government; only an approved exemption moves it.', zh: '期限由政府确定，只有经批准的例外才能延后。' },
  fix: {
    en: 'Move the {what} of {subject} from {date} to {deadline} or earlier, or record an exemption.',
    zh: '把 {subject} 的 {what} 从 {date} 提前到 {deadline} 或更早，或登记例外。',
  },
  /** Dates of moves onto the cloud are judged by CLD-03, which also sees those that have no date at all. */
  check: ({ inventory, intent, plan }: PlannedPlace): Observation[] => [
    ...plan.activities.flatMap(({ system, kind, end }) => late(system, 'systems', kind, end, deadlineOf(system, kind, inventory, intent.programme.dates))),
    ...plan.closings.flatMap(({ collection, id, date }) => late(id, collection, 'closing', date, closingDeadline(collection, id, inventory, intent.programme.dates))),
  ],
} satisfies PlanRule

function late(subject: string, collection: string, what: string, date: CalendarDate, deadline: CalendarDate | undefined): Observation[] {
  return deadline === undefined || date <= deadline ? [] : [{ subject, collection, evidence: { what, date, deadline }, on: date }]
}

function deadlineOf(system: string, kind: string, inventory: Inventory, dates: Dates): CalendarDate | undefined {
  if (kind === 'retire') return dates.zombiesClosedBy
  if (kind === 'colocate') return dates.equipmentMoveBy
  if (kind === 'merge') return inventory.similarityGroups.find(({ members }) => members.includes(system))?.mergeBy ?? dates.mergesBy
  if (kind === 'cutover' && inventory.systems.find(({ id }) => id === system)?.category === 'website') return dates.websitesBy
  return undefined
}

/** Counties follow at their own pace (各县市区参照市级做法): only rooms of departments have a date by which they close. */
function closingDeadline(collection: string, id: string, { facilities }: Inventory, dates: Dates): CalendarDate | undefined {
  if (collection === 'facilities') return facilities.find((room) => room.id === id)?.kind === 'department_room' ? dates.roomsClosedBy : undefined
  return collection === 'networks' || collection === 'lines' ? dates.networksMergedBy : undefined
}
