import { compile, decode, type Schedule } from './decode.js'
import type { Job, Problem } from './problem.js'
import { seededRandom } from '../../../model/seeded-random.js'

/**
 * Improves the order of jobs by trying small changes of it and keeping what does not make the plan worse; the budget is a count, never
 * time, so that equal input gives equal output. Returns the dates of the best order with the reasons for each.
 */
export function search(problem: Problem, seed: number, iterations: number): Schedule {
  const compiled = compile(problem)
  const stakes = new Map(problem.jobs.map((job) => [job.id, stakeOf(job)]))
  const random = seededRandom(seed)
  let order = firstOrder(problem.jobs, random)
  let best = decode(compiled, order, false)
  let bestCost = costOf(stakes, best)
  for (let count = 0; count < iterations && order.length > 1; count++) {
    const candidate = changed(order, stakes, best, random)
    const schedule = decode(compiled, candidate, false)
    const cost = costOf(stakes, schedule)
    if (cost > bestCost) continue
    order = candidate
    best = schedule
    bestCost = cost
  }
  return decode(compiled, order, true)
}

/** By deadline, then importance, then size; the seed decides between equals. */
function firstOrder(jobs: readonly Job[], random: () => number): string[] {
  return jobs.map((job) => ({ id: job.id, key: priorityOf(job), tie: random() }))
    .sort((a, b) => compareKeys(a.key, b.key) || a.tie - b.tie || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}

function priorityOf(job: Job): number[] {
  if (job.kind !== 'move') return [dueOf(job) ?? Infinity, 0, 0]
  const importance = Math.max(...job.moves.map((move) => move.importance))
  return [dueOf(job) ?? Infinity, -importance, -job.moves.reduce((sum, { sizeGb }) => sum + sizeGb, 0)]
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1
}

function dueOf(job: Job): number | null {
  if (job.kind !== 'move') return job.due
  return job.moves.reduce<number | null>((least, { due }) => (due === null ? least : Math.min(least ?? due, due)), null)
}

type Stakes = ReadonlyMap<string, { due: number; weight: number }>

/** What a late day of a job costs, and from which day on. */
function stakeOf(job: Job): { due: number; weight: number } {
  return { due: dueOf(job) ?? Infinity, weight: job.kind === 'move' ? Math.max(...job.moves.map(({ importance }) => importance)) : 1 }
}

/** A job without a date weighs more than any lateness, a late day more than any earlier finish. Whole numbers below 2^53. */
const UNPLACED = 1_000_000_000
const LATE_DAY = 10_000

function costOf(stakes: Stakes, { placements, unplaced }: Schedule): number {
  let cost = unplaced.size * UNPLACED
  for (const [id, { last }] of placements) {
    const { due, weight } = stakes.get(id)!
    cost += Math.max(0, last - due) * weight * LATE_DAY + last
  }
  return cost
}

/** Pulls a job that is late forward, or, when none is or one time in three, moves any job anywhere. */
function changed(order: readonly string[], stakes: Stakes, { placements }: Schedule, random: () => number): string[] {
  const late = order.filter((id) => (placements.get(id)?.last ?? Infinity) > stakes.get(id)!.due)
  const pullsForward = late.length > 0 && random() < 2 / 3
  const id = pullsForward ? late[Math.floor(random() * late.length)]! : order[Math.floor(random() * order.length)]!
  const rest = order.filter((other) => other !== id)
  const at = Math.floor(random() * (pullsForward ? Math.max(1, order.indexOf(id)) : rest.length + 1))
  return [...rest.slice(0, at), id, ...rest.slice(at)]
}
