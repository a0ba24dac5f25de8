import { activityOf, firstDayOf } from '../../plan-dates.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

export const rule = {
  id: 'MIG-02',
  family: 'MIG',
  severity: 'block',
  needs: 'plan',
  title: { en: 'A pilot wave is accepted before any bulk wave starts', zh: '试点批次验收通过后，方可启动批量迁移' },
  why: { en: 'A mistake in the method is found on a few small systems instead of on all.', zh: '方法上的错误应在少数小系统上发现，而不是在全部系统上。' },
  fix: {
    en: 'Plan a pilot wave and let wave {subject} start after its acceptance ({accepted}); now {start}.',
    zh: '安排试点批次，第 {subject} 批在其验收（{accepted}）之后启动；现为 {start}。',
  },
  check({ plan }: PlannedPlace): Observation[] {
    const accepted = plan.waves.filter(({ kind }) => kind === 'pilot')
      .flatMap(({ systems }) => systems)
      .map((system) => activityOf(plan, system, 'commit')?.end ?? activityOf(plan, system, 'colocate')?.end)
    const last = accepted.includes(undefined) ? undefined : accepted.toSorted().at(-1)
    return plan.waves.filter(({ kind, systems }) => kind !== 'pilot' && systems.length > 0).flatMap((wave) => {
      const start = wave.systems.map((system) => firstDayOf(plan, system) ?? wave.start).sort()[0] ?? wave.start
      if (last !== undefined && last < start) return []
      return [{ subject: String(wave.no), collection: 'waves', evidence: { accepted: last ?? null, start }, on: start }]
    })
  },
} satisfies PlanRule
