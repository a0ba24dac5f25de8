import { addDays, daysBetween, isoWeekday, type CalendarDate } from '../../model/calendar-date.js'
import { instantFromMs } from '../../model/instant.js'
import type { Intent } from '../inventory/schema/inventory.js'
import type { PhaseInput } from './input.js'
import { endOf, LOCAL_OFFSET_MS, localTime, morning } from './local-time.js'

type Calendar = Intent['calendar']

/** How far a calendar is looked ahead; one without a window in a year has none. */
const HORIZON_DAYS = 366

/**
 * The dates of another attempt: where the plan's window has passed, the calendar's next takes its place, and what the plan
 * dates after the cutover keeps its distance. Without such a window the old dates stay, and the gate says that they have passed.
 */
export function inNextWindow(input: PhaseInput, calendar: Calendar, now: number): PhaseInput {
  const planned = input.notBefore['cutover']
  if (planned === undefined || input.windowEnd === null || Date.parse(input.windowEnd) > now) return input
  const window = nextWindow(calendar, now)
  if (!window) return input
  const [first, then] = [localDate(Date.parse(planned)), window.date]
  const later = Object.entries(input.notBefore).map(([phase, at]) =>
    [phase, Date.parse(at) > Date.parse(planned) ? morning(addDays(then, daysBetween(first, localDate(Date.parse(at))))) : at] as const)
  return { ...input, notBefore: { ...Object.fromEntries(later), cutover: window.start }, windowEnd: window.end }
}

interface DatedWindow {
  readonly date: CalendarDate
  readonly start: string
  readonly end: string
}

/** The first window that begins after now on a day that the calendar does not close; of two on one day the longer. */
function nextWindow(calendar: Calendar, now: number): DatedWindow | undefined {
  const today = localDate(now)
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead += 1) {
    const date = addDays(today, ahead)
    const open = calendar.windows.filter(({ weekdays, start }) => weekdays.includes(isoWeekday(date)) && Date.parse(localTime(date, start)) > now)
    const [window] = open.toSorted((a, b) => b.minutes - a.minutes)
    if (!window) continue
    const start = localTime(date, window.start)
    const end = endOf(start, window.minutes)
    if (!isClosed(calendar, date, localDate(Date.parse(end) - 1))) return { date, start, end }
  }
  return undefined
}

/** Holidays, freezes and peaks; a night that reaches into a closed day is closed too. */
function isClosed({ rules }: Calendar, first: CalendarDate, last: CalendarDate): boolean {
  return rules.some(({ kind, level, from, to }) => kind !== 'workday' && (level === 'forbidden' || level === 'emergency') && from <= last && to >= first)
}

function localDate(at: number): CalendarDate {
  return instantFromMs(at + LOCAL_OFFSET_MS).slice(0, 10)
}
