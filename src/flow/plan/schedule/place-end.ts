import type { Reason } from '../../assessment/assessment.js'
import { dateOf, workdaysFrom } from '../day-grid.js'
import type { State } from './decode.js'
import { dayTeamsLack, takeTeam } from './ledger.js'
import type { Placement } from './place-move.js'
import type { Bound, EndJob, Link } from './problem.js'

/** Earliest run of working days on which a team can retire a system, or merge it into another. */
export function placeEnd(job: EndJob, links: readonly Link[], state: State): Placement | Reason[] {
  const { problem, ledger } = state
  const { grid } = problem
  const bound = [...job.startBounds, ...links.map((link) => afterLink(link, state))].reduce((most, each) => (each.day > most.day ? each : most), startOf(state))
  let busy: Reason | undefined
  for (let day = bound.day; day < grid.horizon;) {
    const span = workdaysFrom(grid, day, problem.preparationDays)
    if (span === undefined) break
    const lacking = dayTeamsLack(ledger, problem, span.first, span.last, 1)
    if (lacking < 0) return {
      ...span,
      wave: null,
      teams: [takeTeam(ledger, problem, span.first, span.last)],
      reasons: busy === undefined ? [bound.reason] : [busy, bound.reason],
    }
    busy = { code: 'teams_busy', params: { date: dateOf(grid, lacking) } }
    day = lacking + 1
  }
  return [{ code: 'horizon', params: { date: dateOf(grid, grid.horizon) } }, ...(busy === undefined ? [] : [busy])]
}

function startOf({ problem }: State): Bound {
  return { day: 0, reason: { code: 'programme_start', params: { date: problem.grid.start } } }
}

function afterLink({ after, reason, system }: Link, { problem, schedule }: State): Bound {
  const last = schedule.placements.get(after)!.last
  return { day: last + 1, reason: { code: reason, params: { system, date: dateOf(problem.grid, last) } } }
}
