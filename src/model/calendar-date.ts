/** A day of the calendar without a time, `YYYY-MM-DD`. */
export type CalendarDate = string

const DAY = 86_400_000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether the text is a day that exists: `2018-02-30` is not. */
export function isCalendarDate(text: string): boolean {
  return SHAPE.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && fromEpochDay(toEpochDay(text)) === text
}

/** Days since 1970-01-01. */
export function toEpochDay(date: CalendarDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY)
}

export function fromEpochDay(day: number): CalendarDate {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

export function addDays(date: CalendarDate, count: number): CalendarDate {
  return fromEpochDay(toEpochDay(date) + count)
}

export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toEpochDay(to) - toEpochDay(from)
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function isoWeekday(date: CalendarDate): number {
  return ((toEpochDay(date) + 3) % 7) + 1
}
