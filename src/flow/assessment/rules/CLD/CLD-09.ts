import { cloudZones, deploymentsOf } from '../../target-deployment.js'
import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

const toCloud = new Set(['migrate_cloud', 'rebuild'])

export const rule = {
  id: 'CLD-09',
  family: 'CLD',
  severity: 'error',
  title: { en: 'Each system goes to exactly one of public service cloud or administrative service cloud', zh: '每个系统只迁入公共服务云或行政服务云之一' },
  why: { en: 'The zone decides network, users and exchange; a system in two zones, or in none, cannot be deployed.', zh: '云区决定网络、用户和交换方式；落在两个云区或没有云区的系统无法部署。' },
  fix: {
    en: 'Leave {subject} one target deployment in one zone that a cloud of the inventory offers (named: {zones}).',
    zh: '为 {subject} 只保留一个目标云区，且须为清单中某朵云已有的云区（现填：{zones}）。',
  },
  check: ({ inventory, decisions }: AssessedPlace): Observation[] => decisions.flatMap(({ system, disposition, targetZone }) => {
    if (!toCloud.has(disposition)) return []
    const found = inventory.systems.find(({ id }) => id === system)
    const zones = found === undefined ? [] : deploymentsOf(found, 'target').flatMap(({ cloudZone }) => cloudZone ?? [])
    const distinct = [...new Set(zones.filter((zone) => cloudZones.has(zone)))].sort()
    if (targetZone !== null && distinct.length <= 1) return []
    return [{ subject: system, collection: 'systems', evidence: { zones: distinct.length === 0 ? null : distinct.join(', '), targetZone } }]
  }),
} satisfies InventoryRule
