import type { Reason } from '../../assessment/assessment.js'
import { dateOf, workdaysFrom } from '../day-grid.js'
import type { Activity, ActivityKind } from '../plan.js'
import type { Placement } from '../schedule/place-move.js'
import type { CopyPart, EndJob, Link, Move, MoveJob, Problem } from '../schedule/problem.js'
import { partTiming, rehearsalDay } from '../schedule/timing.js'

/** Dated work on one system: what a placed job means for each of its systems. */
export function activitiesOf(job: MoveJob | EndJob, placement: Placement, problem: Problem): Activity[] {
  if (job.kind !== 'move') return [endActivity(job, placement, problem)]
  return job.parts.flatMap((part) => part.moves.flatMap(({ move, kbps }) => {
    const team = problem.teams[placement.teams[job.moves.indexOf(move)]!]!.id
    const before = beforeCutover(move, kbps, part, placement, problem, team)
    return chained([...before, ...(move.route === 'colocate' ? [] : afterCutover(move, placement, problem))])
  }))
}

type Unchained = Omit<Activity, 'after'>

function draft(system: string, kind: ActivityKind, problem: Problem, first: number, last: number, reasons: Reason[], more: Partial<Unchained> = {}): Unchained {
  return {
    id: `${system}:${kind}`,
    system,
    kind,
    start: dateOf(problem.grid, first),
    end: dateOf(problem.grid, last),
    team: null,
    window: null,
    uplink: null,
    reasons,
    ...more,
  }
}

function chained(activities: readonly Unchained[]): Activity[] {
  return activities.map((activity, index) => ({ ...activity, after: index === 0 ? [] : [activities[index - 1]!.id] }))
}

function endActivity({ system, kind }: EndJob, { first, last, teams, reasons }: Placement, problem: Problem): Activity {
  const team = problem.teams[teams[0]!]!.id
  return { ...draft(system, kind, problem, first, last, [...reasons, { code: 'cleanup_first', params: {} }], { team }), after: [] }
}

function beforeCutover(move: Move, kbps: number, part: CopyPart, placement: Placement, problem: Problem, team: string): Unchained[] {
  const night = placement.last
  const { prepareFirst, prepareLast, copyFirst, copyLast } = partTiming(problem.grid, part, night, problem.preparationDays)
  const countedBack: Reason[] = [{ code: 'counted_back', params: { date: dateOf(problem.grid, night) } }]
  const window = problem.grid.nights.find(({ day }) => day === night)!.window
  const isEquipment = move.route === 'colocate'
  return [
    draft(move.system, 'prepare', problem, prepareFirst, prepareLast, countedBack, { team }),
    ...(copyFirst === null || copyLast === null
      ? []
      : [draft(
        move.system,
        'copy',
        problem,
        copyFirst,
        copyLast,
        copyReasons(move, kbps, part, countedBack),
        { team, uplink: part.facility === null ? null : { facility: part.facility, mbps: kbps / 1_000 } },
      )]),
    ...(isEquipment
      ? []
      : [draft(move.system, 'rehearse', problem, rehearsalDay(problem.grid, night), rehearsalDay(problem.grid, night), countedBack, { team })]),
    draft(move.system, isEquipment ? 'colocate' : 'cutover', problem, night, night, placement.reasons, { team, window }),
  ]
}

function copyReasons({ sizeGb, changeGbPerDay }: Move, kbps: number, { assumed, facility }: CopyPart, countedBack: Reason[]): Reason[] {
  const time: Reason = { code: 'copy_time', params: { sizeGb, changeGbPerDay, mbps: kbps / 1_000 } }
  return assumed ? [time, { code: 'uplink_assumed', params: { facility: facility ?? '—', mbps: kbps / 1_000 } }, ...countedBack] : [time, ...countedBack]
}

function afterCutover({ system, route }: Move, { last: night }: Placement, problem: Problem): Unchained[] {
  const { grid, trialDays } = problem
  const commit = workdaysFrom(grid, night + trialDays + 1, 1)?.first ?? grid.length
  const close = workdaysFrom(grid, commit + 1, 1)?.first ?? grid.length
  return [
    ...(trialDays === 0 ? [] : [draft(system, 'trial', problem, night + 1, night + trialDays, [{ code: 'trial_length', params: { days: trialDays } }])]),
    draft(system, 'commit', problem, commit, commit, [{ code: 'after_trial', params: {} }]),
    // A system that is new has no old side to switch off.
    ...(route === 'new' ? [] : [draft(system, 'close', problem, close, close, [{ code: 'after_commit', params: {} }])]),
  ]
}

/** Adds to each cutover, merge and retirement what has to be through before it. */
export function withLinks(activities: readonly Activity[], links: readonly Link[], jobs: ReadonlyMap<string, MoveJob | EndJob>): Activity[] {
  const finalOf = (id: string) => finalActivities(jobs.get(id)!)
  const before = new Map<string, string[]>()
  for (const { job, after } of links) {
    for (const id of finalOf(job)) before.set(id, [...(before.get(id) ?? []), ...finalOf(after)])
  }
  return activities.map((activity) => ({ ...activity, after: [...new Set([...activity.after, ...(before.get(activity.id) ?? [])])].sort() }))
}

function finalActivities(job: MoveJob | EndJob): string[] {
  if (job.kind !== 'move') return [`${job.system}:${job.kind}`]
  return job.moves.map(({ system, route }) => `${system}:${route === 'colocate' ? 'colocate' : 'cutover'}`)
}
