import { addDays, daysBetween, isoWeekday, type CalendarDate } from '../../model/calendar-date.js'
import type { Intent } from '../inventory/schema/inventory.js'

type Calendar = Intent['calendar']
type Window = Calendar['windows'][number]

/** A night on which the calendar allows a cutover, were it not for the rule named in `frozenBy`. */
export interface Night {
  readonly day: number
  readonly window: { readonly start: string; readonly minutes: number }
  readonly frozenBy: string | null
}

/** The calendar as days counted from the start of the programme, which is day 0. */
export interface DayGrid {
  readonly start: CalendarDate
  /** Days on which work may begin. */
  readonly horizon: number
  readonly nights: readonly Night[]
  /** Working days in order, and how many of them lie before each day. */
  readonly workdays: Int32Array
  readonly workdaysBefore: Int32Array
  readonly length: number
}

/** Lays the windows, holidays and freezes of a place over `horizon` days; `tail` more days hold trials and closings. */
export function makeDayGrid(start: CalendarDate, calendar: Calendar, horizon: number, tail: number): DayGrid {
  const length = horizon + tail
  const frozen = markFrozen(start, calendar, length + 1)
  const nights: Night[] = []
  for (let day = 0; day < horizon; day++) {
    const window = windowOn(isoWeekday(addDays(start, day)), calendar.windows)
    if (window === undefined) continue
    const frozenBy = frozen[day] ?? (runsPastMidnight(window) ? frozen[day + 1] : undefined) ?? null
    nights.push({ day, window: { start: window.start, minutes: window.minutes }, frozenBy })
  }
  return { start, horizon, length, nights, ...countWorkdays(start, calendar, length) }
}

export function dateOf(grid: DayGrid, day: number): CalendarDate {
  return addDays(grid.start, day)
}

export function dayOf(grid: DayGrid, date: CalendarDate): number {
  return daysBetween(grid.start, date)
}

/** The last working day before a day; -1 when there is none since the start. */
export function workdayBefore(grid: DayGrid, day: number): number {
  return grid.workdays[(grid.workdaysBefore[day] ?? 0) - 1] ?? -1
}

/** First and last of `count` working days that end before a day; `first` is -1 when they do not fit. */
export function workdaysEndingBefore(grid: DayGrid, day: number, count: number): { first: number; last: number } {
  const after = grid.workdaysBefore[day] ?? 0
  return { first: grid.workdays[after - count] ?? -1, last: grid.workdays[after - 1] ?? -1 }
}

/** First and last of `count` working days from a day on; undefined past the end of the grid. */
export function workdaysFrom(grid: DayGrid, day: number, count: number): { first: number; last: number } | undefined {
  const before = grid.workdaysBefore[day]
  const [first, last] = before === undefined ? [] : [grid.workdays[before], grid.workdays[before + count - 1]]
  return first === undefined || last === undefined ? undefined : { first, last }
}

/** The longest window of a weekday; of equal ones the earlier. */
function windowOn(weekday: number, windows: Calendar['windows']): Window | undefined {
  return windows.filter(({ weekdays }) => weekdays.includes(weekday)).toSorted((a, b) => b.minutes - a.minutes || (a.start < b.start ? -1 : 1))[0]
}

function runsPastMidnight({ start, minutes }: Window): boolean {
  const [hour = 0, minute = 0] = start.split(':').map(Number)
  return hour * 60 + minute + minutes > 24 * 60
}

/** Which rule forbids a cutover on each day. A rule that asks for approval forbids nothing: approvals are gates of the run. */
function markFrozen(start: CalendarDate, { rules }: Calendar, length: number): (string | undefined)[] {
  const frozen = new Array<string | undefined>(length)
  for (const rule of rules.filter(({ kind, level }) => kind !== 'workday' && level !== 'approval')) {
    const [first, end] = daysOf(rule, start)
    for (let day = first; day < Math.min(length, end); day++) frozen[day] ??= rule.name
  }
  return frozen
}

/** The days of a rule as the bounds of `fill`: from the first, up to but not including the one after the last; never before day 0. */
function daysOf({ from, to }: Calendar['rules'][number], start: CalendarDate): [number, number] {
  return [Math.max(0, daysBetween(start, from)), Math.max(0, daysBetween(start, to) + 1)]
}

function countWorkdays(start: CalendarDate, { rules }: Calendar, length: number): Pick<DayGrid, 'workdays' | 'workdaysBefore'> {
  const isOff = new Uint8Array(length)
  for (let day = 0; day < length; day++) isOff[day] = isoWeekday(addDays(start, day)) > 5 ? 1 : 0
  // Holidays first: an adjusted workday inside one wins.
  for (const kind of ['holiday', 'workday'] as const) {
    for (const rule of rules.filter((each) => each.kind === kind)) isOff.fill(kind === 'holiday' ? 1 : 0, ...daysOf(rule, start))
  }
  const workdaysBefore = new Int32Array(length + 1)
  const workdays: number[] = []
  for (let day = 0; day < length; day++) {
    workdaysBefore[day] = workdays.length
    if (isOff[day] === 0) workdays.push(day)
  }
  workdaysBefore[length] = workdays.length
  return { workdays: Int32Array.from(workdays), workdaysBefore }
}
