import type { Inventory } from '../../../inventory/schema/inventory.js'
import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

type Facility = Inventory['facilities'][number]

export const rule = {
  id: 'FAC-01',
  family: 'FAC',
  severity: 'block',
  title: { en: 'A department may not keep or build its own machine room unless an exemption is recorded', zh: '除涉密等特殊规定外，部门不再保留或新建独立机房' },
  why: { en: 'Every room that stays keeps its power, its staff and its lines.', zh: '每个保留的机房都继续占用电力、人员和线路。' },
  fix: {
    en: 'Close room {subject} by {deadline}, or record an exemption with approver and expiry (status {status}, closes {closeDate}).',
    zh: '在 {deadline} 前关停机房 {subject}，或登记有审批人和期限的例外（状态 {status}，关停日期 {closeDate}）。',
  },
  check({ inventory, intent }: AssessedPlace): Observation[] {
    const deadline = intent.programme.dates.roomsClosedBy ?? null
    return inventory.facilities.filter(({ kind, status }) => kind === 'department_room' && status !== 'closed').flatMap((room) => {
      const isNew = room.status === 'planned' || room.status === 'building'
      if (!isNew && !isKept(room, deadline)) return []
      const evidence = { status: room.status, closeDate: room.closeDate ?? null, deadline, retainReason: room.retainReason ?? null }
      return [{ subject: room.id, collection: 'facilities', evidence, severity: isNew ? 'block' : 'error' }]
    })
  },
} satisfies InventoryRule

/** A room is kept when somebody says why, or closes it after the deadline. A room without a date gets one from the plan. */
function isKept(room: Facility, deadline: string | null): boolean {
  return room.retainReason !== undefined || (deadline !== null && room.closeDate !== undefined && room.closeDate > deadline)
}
