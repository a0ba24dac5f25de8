import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

/** These leave the room by going out of service; FAC-10 and FAC-11 judge whether they may. */
const leavesByEnding = new Set(['scrap', 'cloud_replaces'])

export const rule = {
  id: 'FAC-02',
  family: 'FAC',
  severity: 'error',
  title: {
    en: 'Every non-classified device in a department room has a move to the government data centre dated on or before the deadline',
    zh: '部门机房内所有非涉密设备须在期限前迁入政务数据中心',
  },
  why: { en: 'A room closes only when its last device has left.', zh: '最后一台设备迁出后机房才能关停。' },
  fix: {
    en: 'Give device {subject} in {facility} a move to a government data centre by {deadline} (now: to {to} on {date}).',
    zh: '为 {facility} 内的设备 {subject} 填写 {deadline} 前迁入政务数据中心的安排（现为：{date} 迁往 {to}）。',
  },
  check({ inventory, intent }: AssessedPlace): Observation[] {
    const deadline = intent.programme.dates.equipmentMoveBy ?? null
    const kinds = new Map(inventory.facilities.map(({ id, kind }) => [id, kind]))
    const accessStays = intent.programme.rules?.['FAC-03'] !== 'off'
    return inventory.devices.flatMap(({ id, facility, disposition, role, move }) => {
      if (kinds.get(facility) !== 'department_room' || (disposition !== undefined && leavesByEnding.has(disposition))) return []
      // 部门机房原则上仅保留网络接入设备: where FAC-03 holds, access equipment that is kept has nothing to move for.
      if (accessStays && role === 'access' && disposition === 'keep') return []
      if (move !== undefined && kinds.get(move.to) === 'government_dc' && (deadline === null || move.date <= deadline)) return []
      return [{
        subject: id,
        collection: 'devices',
        evidence: { facility, to: move?.to ?? null, date: move?.date ?? null, deadline, disposition: disposition ?? null },
      }]
    })
  },
} satisfies InventoryRule
