import type { CalendarDate } from '../../model/calendar-date.js'

/** China has one time zone; plan dates are local. */
const LOCAL_OFFSET = '+08:00'
export const LOCAL_OFFSET_MS = 8 * 3_600_000

/** `time` as HH:MM. */
export function localTime(date: CalendarDate, time: string): string {
  return `${date}T${time}:00${LOCAL_OFFSET}`
}

export function morning(date: CalendarDate): string {
  return localTime(date, '08:00')
}

export function endOf(start: string, lengthMinutes: number): string {
  return new Date(Date.parse(start) + lengthMinutes * 60_000).toISOString()
}
