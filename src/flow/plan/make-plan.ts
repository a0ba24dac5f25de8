import { problem as diagnose, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { makeArtifact } from '../../model/artifact.js'
import type { Assessment, Reason } from '../assessment/assessment.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import { basisOf } from './basis.js'
import { buildProblem } from './build-problem.js'
import { dateOf, makeDayGrid, type DayGrid } from './day-grid.js'
import { activitiesOf, withLinks } from './passes/activities.js'
import { closingsOf } from './passes/closings.js'
import { collect } from './passes/collect.js'
import { forecastOf } from './passes/forecast.js'
import { resourceUse } from './passes/resources.js'
import { wavesOf } from './passes/waves.js'
import type { Activity, MoveGroup, Plan, PlanBody } from './plan.js'
import type { Schedule } from './schedule/decode.js'
import type { EndJob, MoveJob, Problem } from './schedule/problem.js'
import { search } from './schedule/search.js'

/** Days that a plan may reach from the start of its programme: four years. */
const HORIZON_DAYS = 1_460

export interface PlanOptions {
  seed: number
  /** Orders to try; 200 take 0.5 s of processor time for 300 systems in 30 rooms. */
  iterations: number
  horizonDays?: number
}

export interface PlanOutcome {
  /** Absent when nothing at all can be dated. */
  plan?: Plan
  diagnostics: Diagnostic[]
}

/**
 * Inventory, intent and assessment to dated waves. Pure: equal input, seed and iterations give equal bytes.
 * Each step is one pass: decisions to moves, moves to groups, groups to dates, dates to activities, closings and forecasts.
 */
export function makePlan(
  inventory: Inventory,
  intent: Intent,
  assessment: Assessment,
  { seed, iterations, horizonDays = HORIZON_DAYS }: PlanOptions,
): PlanOutcome {
  const grid = makeDayGrid(intent.programme.dates.start, intent.calendar, horizonDays, intent.programme.trialDays + 60)
  if (!grid.nights.some(({ frozenBy }) => frozenBy === null)) return { diagnostics: [diagnose(
    'PLAN_NO_WINDOW',
    { start: grid.start, end: dateOf(grid, grid.horizon) },
  )] }
  const collected = collect(inventory, intent, assessment, grid)
  const built = buildProblem(collected, inventory, intent, grid)
  const schedule = search(built.problem, seed, iterations)
  const dated = assemble(built.problem, schedule)
  const { closings, staying } = closingsOf(inventory, dated.activities)
  const fallenOut = [...built.unplanned, ...unplacedSystems(built.problem, schedule)]
  const body: PlanBody = {
    seed, iterations, groups: dated.groups, activities: dated.activities, closings,
    waves: wavesOf(built.problem.waves, dated.jobs, dated.activities, inventory),
    resources: resourceUse(dated.activities, dated.jobs.flatMap(({ moves }) => moves), built.problem),
    forecast: forecastOf(intent, { inventory, decisions: assessment.decisions, activities: dated.activities, closings }),
    unplanned: [...collected.unplanned, ...fallenOut].toSorted((a, b) => (a.system < b.system ? -1 : 1)),
    basis: basisOf(inventory, intent),
  }
  const diagnostics = [
    ...built.diagnostics,
    ...fallenOut.map((each) => whyUnplanned(each, grid)),
    ...staying.map(({ room, systems }) => warning('PLAN_ROOM_STAYS', { room, systems: systems.join(', ') })),
  ]
  return { plan: makeArtifact('plan', inventory.place, { inventory: inventory.hash, intent: intent.hash, assessment: assessment.hash }, body), diagnostics }
}

interface Dated {
  /** Placed move jobs, each with the wave it ended up in. */
  jobs: MoveJob[]
  groups: MoveGroup[]
  activities: Activity[]
}

function assemble(problem: Problem, { placements }: Schedule): Dated {
  const placed = problem.jobs.filter(({ id }) => placements.has(id))
  const activities = placed.flatMap((job) => activitiesOf(job, placements.get(job.id)!, problem))
  const byId = new Map<string, MoveJob | EndJob>(placed.map((job) => [job.id, job]))
  const links = problem.links.filter(({ job, after }) => byId.has(job) && byId.has(after))
  const jobs = placed.flatMap((job) => (job.kind === 'move' ? [{ ...job, wave: placements.get(job.id)!.wave }] : []))
  return {
    jobs,
    groups: jobs.map((job) => groupOf(job, problem)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    activities: withLinks(activities, links, byId).toSorted((a, b) => compareText(`${a.start} ${a.end} ${a.id}`, `${b.start} ${b.end} ${b.id}`)),
  }
}

function groupOf({ id, moves, wave, reasons, isPilot }: MoveJob, { jobs }: Problem): MoveGroup {
  const wasFree = jobs.some((job) => job.kind === 'move' && job.id === id && job.wave === null)
  return {
    id,
    systems: moves.map(({ system }) => system),
    wave: wave!,
    reasons: wasFree && !isPilot ? [...reasons, { code: 'wave_by_order', params: {} }] : reasons,
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function unplacedSystems({ jobs }: Problem, { unplaced }: Schedule): { system: string; reasons: Reason[] }[] {
  return jobs.flatMap((job) => {
    const reasons = unplaced.get(job.id)
    if (reasons === undefined) return []
    return (job.kind === 'move' ? job.moves.map(({ system }) => system) : [job.system]).map((system) => ({ system, reasons }))
  })
}

/** The first reason says what failed, the second, where there is one, which constraint stood against the last night tried. */
function whyUnplanned({ system, reasons: [first, binding] }: { system: string; reasons: Reason[] }, grid: DayGrid): Diagnostic {
  switch (first?.code) {
    case 'zone_full': return diagnose('PLAN_ZONE_FULL', { system, ...first.params })
    case 'waves_full': return diagnose('PLAN_WAVES_FULL', { system })
    case 'never_catches_up': return diagnose('PLAN_NEVER_CATCHES_UP', { system, ...first.params })
    case 'copy_too_long': return diagnose('PLAN_COPY_TOO_LONG', { system, ...first.params })
    case 'needs_unplanned': return warning('PLAN_NEEDS_UNPLANNED', { system, needs: first.params['system'] ?? '' })
    default: return diagnose('PLAN_NO_DATE', { system, horizon: dateOf(grid, grid.horizon), binding: binding?.code ?? 'horizon' })
  }
}
