import type { CalendarDate } from '../../../../model/calendar-date.js'
import type { Inventory } from '../../../inventory/schema/inventory.js'
import { firstDayOf } from '../../plan-dates.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

type Cloud = Inventory['clouds'][number]

export const rule = {
  id: 'CLD-06',
  family: 'CLD',
  severity: 'block',
  needs: 'plan',
  title: { en: 'No migration wave starts before the cloud has passed capability evaluation and security review', zh: '政务云未通过能力评估和网络安全审查前，不得启动迁移批次' },
  why: { en: 'Systems would stand on a cloud that nobody has judged fit to carry them.', zh: '否则系统将运行在未经评估的云上。' },
  fix: {
    en: 'Record the evaluation ({evaluation}) and the review ({review}) of cloud {subject}, or let work on wave {wave} begin after them (now {start}).',
    zh: '补录云 {subject} 的能力评估（{evaluation}）和安全审查（{review}），或把第 {wave} 批推迟到其后启动（现为 {start}）。',
  },
  check({ inventory, decisions, plan, intent }: PlannedPlace): Observation[] {
    return inventory.clouds.flatMap((cloud) => {
      const evaluation = passedOn(cloud.evaluation) ?? intent.programme.dates.cloudEvaluationBy ?? null
      const review = passedOn(cloud.securityReview) ?? intent.programme.dates.cloudEvaluationBy ?? null
      return plan.waves.flatMap((wave) => {
        const start = firstDay(wave.systems.filter((system) => isBoundFor(system, cloud)).map((system) => firstDayOf(plan, system)))
        if (start === undefined || (evaluation !== null && review !== null && evaluation < start && review < start)) return []
        return [{ subject: cloud.id, collection: 'clouds', evidence: { wave: wave.no, start, evaluation, review }, on: start }]
      })
    })
    function isBoundFor(system: string, { zones }: Cloud): boolean {
      const zone = decisions.find((decision) => decision.system === system)?.targetZone
      return (zones ?? []).some(({ id }) => id === zone)
    }
  },
} satisfies PlanRule

/** The day of the pass; before there is one, the day it is due. A milestone that failed counts only with a new due date. */
function passedOn(milestone: Cloud['evaluation']): CalendarDate | undefined {
  const passed = milestone?.result === 'pass' || milestone?.result === 'pass_with_issue'
  return passed ? milestone?.on : milestone?.due
}

function firstDay(days: readonly (CalendarDate | undefined)[]): CalendarDate | undefined {
  return days.filter((day) => day !== undefined).sort()[0]
}
