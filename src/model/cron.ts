const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

interface Field {
  readonly first: number
  readonly last: number
  readonly words?: readonly string[]
}

const fields: readonly Field[] = [
  { first: 0, last: 59 }, { first: 0, last: 23 }, { first: 1, last: 31 }, { first: 1, last: 12, words: months }, { first: 0, last: 6, words: weekdays },
]

/**
 * Whether a CronJob would accept the schedule: five fields, or one of the short words. What the parser that Kubernetes uses takes
 * (robfig/cron, ParseStandard), but for `@every`, whose times depend on when the controller started, and time zones, which it refuses.
 */
export function isCronSchedule(text: string): boolean {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text)) return true
  const parts = text.trim().split(/\s+/)
  return parts.length === fields.length && parts.every((part, index) => part.split(',').every((range) => isRange(range, fields[index]!)))
}

/** `*`, `5`, `1-5`, each with a step: `*` + `/15`. A step after a single value runs to the end of the field. */
function isRange(text: string, field: Field): boolean {
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(text) ?? []
  if (step !== undefined && Number(step) === 0) return false
  if (range === '*' || range === '?') return true
  const [from, to, ...more] = range.split('-').map((value) => numberOf(value, field))
  if (from === undefined || from === null || to === null || more.length > 0) return false
  return to === undefined || from <= to
}

function numberOf(text: string, { first, last, words = [] }: Field): number | null {
  const word = words.indexOf(text.toLowerCase())
  if (word !== -1) return word + first
  const number = /^\d{1,2}$/.test(text) ? Number(text) : -1
  return number >= first && number <= last ? number : null
}
