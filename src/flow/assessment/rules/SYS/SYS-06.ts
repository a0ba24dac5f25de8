import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

export const rule = {
  id: 'SYS-06',
  family: 'SYS',
  severity: 'block',
  title: { en: 'A confirmed zombie is retired, not migrated', zh: '已确认的“僵尸”系统应清理，不得迁移' },
  why: { en: 'Moving it spends a window, a team and cloud capacity on something nobody uses.', zh: '迁移无人使用的系统只会占用窗口、队伍和云资源。' },
  fix: {
    en: 'Set the disposition of {subject} to retire (now {disposition}), or withdraw the confirmation of {confirmedOn}.',
    zh: '把 {subject} 的处置改为清理（现为 {disposition}），或撤销 {confirmedOn} 的确认。',
  },
  check: ({ inventory, decisions }: AssessedPlace): Observation[] => inventory.zombieAssessments.filter(({ confirmed }) => confirmed).flatMap((zombie) => {
    const disposition = decisions.find(({ system }) => system === zombie.system)?.disposition
    if (disposition === undefined || disposition === 'retire') return []
    return [{ subject: zombie.system, collection: 'systems', evidence: { disposition, confirmedOn: zombie.confirmedOn ?? null } }]
  }),
} satisfies InventoryRule
