import { activityOf } from '../../plan-dates.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

const toCloud = new Set(['migrate_cloud', 'rebuild'])

export const rule = {
  id: 'CLD-03',
  family: 'CLD',
  severity: 'error',
  needs: 'plan',
  title: { en: 'Every fit, kept, non-classified system has a cloud plan dated before the deadline', zh: '具备条件的非涉密系统在期限前全部上云（应上尽上）' },
  why: { en: 'What has no date, or one after the deadline, will not be on the cloud when the target is checked.', zh: '没有日期或日期晚于期限的系统，考核时不会在云上。' },
  fix: {
    en: 'Find what binds the date of {subject} with "qianyun plan why", or record an exemption (planned {date}, deadline {deadline}).',
    zh: '用 qianyun plan why 查看 {subject} 的日期受何约束，或登记例外（计划 {date}，期限 {deadline}）。',
  },
  check({ inventory, intent, decisions, plan }: PlannedPlace): Observation[] {
    const deadline = intent.programme.dates.cloudMigrationBy ?? null
    const judgedFit = new Set(inventory.systems.filter(({ cloudFit }) => cloudFit?.fit === true).map(({ id }) => id))
    return decisions.flatMap(({ system, disposition }) => {
      if (!toCloud.has(disposition) && !(disposition === 'keep' && judgedFit.has(system))) return []
      const date = activityOf(plan, system, 'cutover')?.end ?? null
      if (date !== null && (deadline === null || date <= deadline)) return []
      return [{ subject: system, collection: 'systems', evidence: { date, deadline, disposition }, ...(date === null ? {} : { on: date }) }]
    })
  },
} satisfies PlanRule
