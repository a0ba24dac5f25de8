import type { Reason } from '../../assessment/assessment.js'
import type { EndJob, Job, Link, MoveJob, Problem } from './problem.js'
import { emptyLedger, type Ledger } from './ledger.js'
import { placeEnd } from './place-end.js'
import { placeMove, type Placement } from './place-move.js'
import { firstDayOfWork } from './timing.js'
import { waveBook, type WaveBook } from './wave-book.js'

export interface Schedule {
  placements: Map<string, Placement>
  /** Jobs without dates: which constraint stands against each. */
  unplaced: Map<string, Reason[]>
}

/** What is known while jobs are placed one after the other. */
export interface State {
  problem: Problem
  firstDays: ReadonlyMap<string, Int32Array>
  ledger: Ledger
  waves: WaveBook
  schedule: Schedule
  /** First day after the acceptance of every pilot placed so far. */
  pilotGate: number
  /** Whether to write down why dates are what they are; off during the search. */
  explains: boolean
}

/** Problem data that every decode uses; made once. */
export interface Compiled {
  problem: Problem
  jobs: Map<string, Job>
  linksOf: Map<string, Link[]>
  /** First day of work by index of the night, for each move; made once, it saves 9 of 10 parts of a decode. */
  firstDays: Map<string, Int32Array>
}

export function compile(problem: Problem): Compiled {
  const linksOf = new Map<string, Link[]>(problem.jobs.map(({ id }) => [id, []]))
  for (const link of problem.links) linksOf.get(link.job)?.push(link)
  const firstDays = new Map(problem.jobs.flatMap((job) => (job.kind === 'move' ? [[job.id, firstDaysOf(job, problem)] as const] : [])))
  return { problem, jobs: new Map(problem.jobs.map((job) => [job.id, job])), linksOf, firstDays }
}

function firstDaysOf(job: MoveJob, { grid, preparationDays }: Problem): Int32Array {
  return Int32Array.from(grid.nights, ({ day }) => firstDayOfWork(grid, job, day, preparationDays))
}

/**
 * Serial schedule generation: takes the jobs in the given order, each with what has to come before it first, and gives each the
 * earliest dates at which everything still free suffices. Pilots come before all other moves, so that their acceptance is known.
 */
export function decode(compiled: Compiled, order: readonly string[], explains: boolean): Schedule {
  const { problem, jobs } = compiled
  const state: State = {
    problem,
    firstDays: compiled.firstDays,
    ledger: emptyLedger(problem),
    waves: waveBook(problem),
    schedule: { placements: new Map(), unplaced: new Map() },
    pilotGate: 0,
    explains,
  }
  for (const id of order) if (isPilot(jobs.get(id))) placeWithWhatIsBefore(compiled, state, id)
  for (const id of order) placeWithWhatIsBefore(compiled, state, id)
  return state.schedule
}

function isPilot(job: Job | undefined): boolean {
  return job?.kind === 'move' && job.isPilot
}

/** Links form no cycle (`passes/order.ts` cuts them), so this ends. */
function placeWithWhatIsBefore(compiled: Compiled, state: State, id: string): void {
  const { placements, unplaced } = state.schedule
  if (placements.has(id) || unplaced.has(id)) return
  const links = compiled.linksOf.get(id) ?? []
  for (const { after } of links) placeWithWhatIsBefore(compiled, state, after)
  const missing = links.find(({ after }) => !placements.has(after))
  const outcome = missing === undefined ? placeOne(compiled.jobs.get(id)!, links, state) : [{ code: 'needs_unplanned', params: { system: missing.system } }]
  if (Array.isArray(outcome)) unplaced.set(id, outcome)
  else placements.set(id, outcome)
}

function placeOne(job: MoveJob | EndJob, links: readonly Link[], state: State): Placement | Reason[] {
  return job.kind === 'move' ? placeMove(job, links, state) : placeEnd(job, links, state)
}
