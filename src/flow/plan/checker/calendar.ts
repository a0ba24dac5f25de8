import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { addDays, isoWeekday } from '../../../model/calendar-date.js'
import type { Plan } from '../plan.js'
import type { Checked } from './checked.js'

/** Every cutover and every move of equipment is one night, in a window of the calendar, outside freezes. */
export function checkCalendar({ intent, plan }: Checked): Diagnostic[] {
  const nights = plan.activities.filter(({ kind }) => kind === 'cutover' || kind === 'colocate')
  return [
    ...nights.filter((night) => !isInWindow(night, intent)).map(({ id, start }) => problem('PLAN_CHECK_WINDOW', { activity: id, date: start })),
    ...nights.flatMap((night) => freezesOn(night, intent)),
  ]
}

type Night = Plan['activities'][number]

function isInWindow({ start, end, window }: Night, { calendar }: Checked['intent']): boolean {
  const open = calendar.windows.filter(({ weekdays }) => weekdays.includes(isoWeekday(start)))
  return start === end && open.some((each) => each.start === window?.start && each.minutes === window.minutes)
}

function freezesOn({ id, start, window }: Night, { calendar }: Checked['intent']): Diagnostic[] {
  const [hours = '0', minutes = '0'] = (window?.start ?? '0:0').split(':')
  const lastsUntil = Number(hours) * 60 + Number(minutes) + (window?.minutes ?? 0)
  const touched = lastsUntil > 1_440 ? [start, addDays(start, 1)] : [start]
  const closed = calendar.rules.filter(({ kind, level }) => kind !== 'workday' && (level === 'forbidden' || level === 'emergency'))
  const rule = closed.find(({ from, to }) => touched.some((day) => from <= day && day <= to))
  return rule === undefined ? [] : [problem('PLAN_CHECK_FREEZE', { activity: id, date: start, rule: rule.name })]
}
