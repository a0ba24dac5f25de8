import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

export const rule = {
  id: 'SYS-07',
  family: 'SYS',
  severity: 'error',
  title: { en: 'Shadow: two or more systems duplicate in set-up and function; all but one get "merge"', zh: '“影子”系统：设置重复、功能相近的系统只保留一个，其余合并' },
  why: { en: 'Two systems with one function hold two versions of the same data.', zh: '功能重复的系统会产生两套数据。' },
  fix: {
    en: 'Name a survivor of group {group} (now {survivor}) and set {subject} to merge (now {disposition}).',
    zh: '确定组 {group} 的保留系统（现为 {survivor}），并把 {subject} 的处置改为合并（现为 {disposition}）。',
  },
  check: ({ inventory, decisions }: AssessedPlace): Observation[] => inventory.similarityGroups.filter(({ kind }) => kind === 'shadow')
    .flatMap(({ id, members, survivor }): Observation[] => {
    if (survivor === undefined) return [{ subject: id, collection: 'similarityGroups', evidence: { group: id, survivor: null, disposition: null } }]
    return members.filter((member) => member !== survivor).flatMap((member) => {
      const disposition = decisions.find(({ system }) => system === member)?.disposition
      if (disposition === undefined || disposition === 'merge' || disposition === 'retire') return []
      return [{ subject: member, collection: 'systems', evidence: { group: id, survivor, disposition } }]
    })
  }),
} satisfies InventoryRule
