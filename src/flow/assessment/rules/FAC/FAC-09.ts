import type { Inventory } from '../../../inventory/schema/inventory.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

export const rule = {
  id: 'FAC-09',
  family: 'FAC',
  severity: 'block',
  needs: 'plan',
  title: { en: "Planned racks, power and cloud resources do not exceed the data centre's free capacity at any date", zh: '任何时点计划占用的机柜、电力和云资源不超过数据中心的预留空间' },
  why: { en: 'The move that finds no room fails on its night.', zh: '没有空间的迁移会在割接当晚失败。' },
  fix: {
    en: 'Extend {resource} of {subject} beyond {capacity}, or move less into it (planned {planned}).',
    zh: '把 {subject} 的 {resource} 扩容到 {capacity} 以上，或减少迁入（计划占用 {planned}）。',
  },
  check: ({ inventory, plan }: PlannedPlace): Observation[] => [
    ...cloudShortages(plan),
    ...inventory.facilities.flatMap((facility) => roomShortages(facility, inventory))
  ],
} satisfies PlanRule

/** `zone:<id>:<kind>` with the greatest use the plan makes of it. */
function cloudShortages(plan: PlannedPlace['plan']): Observation[] {
  return plan.resources.flatMap(({ resource, peak, capacity }) => {
    const [type, zone = '', kind = ''] = resource.split(':')
    if (type !== 'zone' || peak <= capacity) return []
    return [{ subject: zone, collection: 'clouds', evidence: { resource: kind, planned: peak, capacity } }]
  })
}

/** Devices only ever come in, so the use on the last day is the greatest. */
function roomShortages(facility: Inventory['facilities'][number], inventory: Inventory): Observation[] {
  const incoming = inventory.devices.filter(({ move, disposition }) => move?.to === facility.id && disposition !== 'scrap' && disposition !== 'cloud_replaces')
  const racks = incoming.reduce((sum, device) => sum + (device.racksNeeded ?? 0), 0)
  const powerKw = incoming.reduce((sum, device) => sum + (device.powerKw ?? 0), 0)
  return [
    shortage(facility.id, 'racks', racks, facility.racks, facility.racksUsed),
    shortage(facility.id, 'powerKw', powerKw, facility.powerKw, facility.powerUsedKw),
  ].flat()
}

function shortage(subject: string, resource: string, planned: number, total: number | undefined, used = 0): Observation[] {
  if (total === undefined || planned <= total - used) return []
  return [{ subject, collection: 'facilities', evidence: { resource, planned, capacity: total - used } }]
}
