import { activityOf } from '../../plan-dates.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

const notYetBuilt = new Set(['applying', 'planned', 'building'])

export const rule = {
  id: 'SYS-08',
  family: 'SYS',
  severity: 'error',
  needs: 'plan',
  title: { en: 'Similar systems are merged before migration', zh: '功能相近的系统先合并、后迁移' },
  why: { en: 'What is merged afterwards is moved twice.', zh: '先迁后并等于迁移两次。' },
  fix: {
    en: 'Let the merge of {subject} into {survivor} end before {cutover} (now {merged}).',
    zh: '让 {subject} 并入 {survivor} 的工作在 {cutover} 前完成（现为 {merged}）。',
  },
  check({ inventory, decisions, plan }: PlannedPlace): Observation[] {
    // A survivor that is yet to be built cannot take anything in before it runs.
    const survivors = new Set(inventory.systems.filter(({ stage }) => !notYetBuilt.has(stage)).map(({ id }) => id))
    return decisions.flatMap(({ system, disposition, mergeInto }) => {
      if (disposition !== 'merge' || mergeInto === null || !survivors.has(mergeInto)) return []
      const cutover = activityOf(plan, mergeInto, 'cutover')?.start
      const merged = activityOf(plan, system, 'merge')?.end ?? null
      if (cutover === undefined || (merged !== null && merged < cutover)) return []
      return [{ subject: system, collection: 'systems', evidence: { survivor: mergeInto, cutover, merged }, on: cutover }]
    })
  },
} satisfies PlanRule
