import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

export const rule = {
  id: 'NET-14',
  family: 'NET',
  severity: 'error',
  title: { en: 'Each deployment names its domain: public service domain, administrative service domain, or intranet', zh: '每个部署都写明所在域：公共服务域、行政服务域或内网' },
  why: { en: 'Addresses, policies and exchanges are derived from the domain.', zh: '地址、策略和交换都由所在域推出。' },
  fix: { en: 'Write "domain" of deployment {deployment} of {subject} (now {domain}).', zh: '填写 {subject} 的部署 {deployment} 的 domain（现为 {domain}）。' },
  check({ inventory }: AssessedPlace): Observation[] {
    const backups = new Set(inventory.domains.filter(({ kind }) => kind === 'backup').map(({ id }) => id))
    return inventory.systems.flatMap((system) => (system.deployments ?? []).flatMap(({ id, env, domain }) => {
      // Where a system stands today is a fact; where it is to stand must name its domain.
      if (env === 'current' || env === 'test' || (domain !== undefined && !backups.has(domain))) return []
      return [{ subject: system.id, collection: 'systems', evidence: { deployment: id, env, domain: domain ?? null } }]
    }))
  },
} satisfies InventoryRule
