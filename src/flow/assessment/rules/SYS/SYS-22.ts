import type { Inventory } from '../../../inventory/schema/inventory.js'
import { deploymentsOf } from '../../target-deployment.js'
import { lastDayOf } from '../../plan-dates.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

export const rule = {
  id: 'SYS-22',
  family: 'SYS',
  severity: 'block',
  needs: 'plan',
  title: { en: 'The old platform stays in normal service until its last tenant has moved', zh: '原平台在最后一个用户迁出前保持正常运行' },
  why: { en: 'Switched off earlier, it takes the remaining systems with it.', zh: '提前关停会连带停掉仍在其上的系统。' },
  fix: { en: 'End platform {subject} after {tenant} has left it ({leaves}); now {endDate}.', zh: '在 {tenant} 迁出（{leaves}）之后再关停平台 {subject}；现为 {endDate}。' },
  check: ({ inventory, plan }: PlannedPlace): Observation[] => inventory.platforms.flatMap(({ id, endDate }) => {
    const end = plan.closings.find((closing) => closing.collection === 'platforms' && closing.id === id)?.date ?? endDate
    if (end === undefined) return []
    return tenantsOf(id, inventory).flatMap((tenant) => {
      const leaves = lastDayOf(plan, tenant) ?? null
      return leaves !== null && leaves <= end ? [] : [{ subject: id, collection: 'platforms', evidence: { tenant, leaves, endDate: end }, on: end }]
    })
  }),
} satisfies PlanRule

function tenantsOf(platform: string, inventory: Inventory): string[] {
  return inventory.systems.filter((system) => deploymentsOf(system, 'current').some((deployment) => deployment.platform === platform)).map(({ id }) => id)
}
