import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

export const classifiedGrades: ReadonlySet<string> = new Set(['secret', 'confidential', 'top'])

export const rule = {
  id: 'SEC-01',
  family: 'SEC',
  severity: 'block',
  title: {
    en: 'A classified system is never planned for the cloud, the extranet or the internet; its path is the intranet programme',
    zh: '涉密系统不得规划上云、上外网或互联网，按电子政务内网建设统一部署',
  },
  why: { en: 'This tool runs on the non-classified network and may hold a count of such systems, nothing more.', zh: '本工具运行在非涉密网络，只能保存此类系统的数量。' },
  fix: {
    en: 'Replace the {count} record(s) of body {subject} by one classifiedPlaceholders entry with a count.',
    zh: '把单位 {subject} 的 {count} 条记录改为一条只写数量的 classifiedPlaceholders。',
  },
  /** Names the body and a count, never the system. */
  check({ inventory }: AssessedPlace): Observation[] {
    const counts = new Map<string, number>()
    for (const { owner, classified } of inventory.systems) {
      if (classifiedGrades.has(classified)) counts.set(owner, (counts.get(owner) ?? 0) + 1)
    }
    return [...counts].map(([owner, count]) => ({ subject: owner, collection: 'organisations', evidence: { count } }))
  },
} satisfies InventoryRule
