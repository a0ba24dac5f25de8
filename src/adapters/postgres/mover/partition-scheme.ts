/** A partition by what matters to its successor; bounds `YYYY-MM-DD HH:MM:SS`, without time zone. */
export interface TimePartition {
  readonly name: string
  readonly lower: string
  readonly upper: string
}

interface Step {
  readonly days: number
  readonly months: number
}

const steps: readonly Step[] = [{ days: 1, months: 0 }, { days: 7, months: 0 }, { days: 0, months: 1 }, { days: 0, months: 3 }, { days: 0, months: 12 }]

/** How names carry the beginning of their partition, the most exact first. */
const spellings: readonly ((year: string, month: string, day: string) => string)[] = [
  (year, month, day) => `${year}_${month}_${day}`, (year, month, day) => `${year}-${month}-${day}`, (year, month, day) => `${year}${month}${day}`,
  (year, month) => `${year}_${month}`, (year, month) => `${year}-${month}`, (year, month) => `${year}${month}`, (year) => year,
]

/**
 * The partitions that follow, up to `until`. Recognised are equal steps of a day, a week, a month, a quarter or a year, at least two of them side by side,
 * whose names say their beginning in one spelling; nothing where the last two do not agree on both.
 */
export function nextPartitions(partitions: readonly TimePartition[], until: string): readonly TimePartition[] {
  const [before, last] = partitions.slice(-2)
  if (!before || !last || before.upper !== last.lower) return []
  const step = steps.find((one) => add(last.lower, one) === last.upper && add(before.lower, one) === before.upper)
  const nameAt = namingOf(before, last)
  if (!step || !nameAt) return []
  const next: TimePartition[] = []
  for (let lower = last.upper; lower < until; lower = add(lower, step)) next.push({ name: nameAt(lower), lower, upper: add(lower, step) })
  return new Set(next.map(({ name }) => name)).size === next.length ? next : []
}

function namingOf(before: TimePartition, last: TimePartition): ((lower: string) => string) | undefined {
  for (const spelling of spellings) {
    const spelled = (lower: string): string => spelling(lower.slice(0, 4), lower.slice(5, 7), lower.slice(8, 10))
    const [old, fresh] = [before, last].map(({ name, lower }) => name.split(spelled(lower)))
    if (old?.length === 2 && fresh?.length === 2 && old[0] === fresh[0] && old[1] === fresh[1]) return (lower) => `${fresh[0]}${spelled(lower)}${fresh[1]}`
  }
  return undefined
}

function add(time: string, { days, months }: Step): string {
  const [year = 0, month = 1, day = 1] = time.slice(0, 10).split('-').map(Number)
  return `${new Date(Date.UTC(year, month - 1 + months, day + days)).toISOString().slice(0, 10)}${time.slice(10)}`
}
