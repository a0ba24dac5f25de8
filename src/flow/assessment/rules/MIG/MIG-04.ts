import { activityOf } from '../../plan-dates.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

export const rule = {
  id: 'MIG-04',
  family: 'MIG',
  severity: 'block',
  needs: 'plan',
  title: { en: 'Service continues: every cutover has a window, a rollback point and a tested fallback', zh: '保持业务连续性：每次割接都有窗口、回退点和经过演练的回退方案' },
  why: { en: 'A cutover that cannot be undone within its window stops the service in working hours.', zh: '窗口内无法回退的割接会在上班时间中断业务。' },
  fix: {
    en: 'Give the cutover of {subject} on {date} a window ({window}), a rehearsal before it ({rehearsed}) and a commit after it ({commit}).',
    zh: '为 {subject} 在 {date} 的割接安排窗口（{window}）、事前演练（{rehearsed}）和事后提交（{commit}）。',
  },
  check: ({ plan }: PlannedPlace): Observation[] => plan.activities.filter(({ kind }) => kind === 'cutover').flatMap((cutover) => {
    const rehearsed = activityOf(plan, cutover.system, 'rehearse')?.end ?? null
    const commit = activityOf(plan, cutover.system, 'commit')?.start ?? null
    const reversible = commit !== null && commit > cutover.end
    if (cutover.window !== null && rehearsed !== null && rehearsed < cutover.start && reversible) return []
    return [{
      subject: cutover.system,
      collection: 'systems',
      evidence: { date: cutover.start, window: cutover.window?.start ?? null, rehearsed, commit },
      on: cutover.start,
    }]
  }),
} satisfies PlanRule
