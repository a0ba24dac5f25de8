import { problem as diagnose, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Reason } from '../assessment/assessment.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import { dayOf, type DayGrid } from './day-grid.js'
import { ASSUMED_MBPS, copyParts } from './passes/copy.js'
import type { Collected } from './passes/collect.js'
import { GROUP_CAP, groupMoves, hardNeeds, type Group, type HardNeed } from './passes/group.js'
import { linkJobs } from './passes/link.js'
import { choosePilots } from './passes/pilot.js'
import type { Move, MoveJob, Problem, Team, WaveSlot } from './schedule/problem.js'

export interface BuiltProblem {
  problem: Problem
  unplanned: { system: string; reasons: Reason[] }[]
  diagnostics: Diagnostic[]
}

/** Groups, links, pilots and capacities: everything the search needs, and what falls out before it. */
export function buildProblem(collected: Collected, inventory: Inventory, intent: Intent, grid: DayGrid): BuiltProblem {
  const { programme } = intent
  const waves = slotsOf(intent, grid)
  const recorded = new Map((programme.uplinks ?? []).map(({ facility, mbps }) => [facility, mbps]))
  const needs = hardNeeds(collected.moves, inventory, collected.survivors)
  const groups = groupMoves(collected.moves, needs, capOf(programme.teams, waves), limitsOf(waves))
  const built = groups.map((group) => jobOf(group, recorded, grid))
  const jobs = built.flatMap(({ job }) => job ?? [])
  const inJobs = new Set(jobs.flatMap(({ moves }) => moves.map(({ system }) => system)))
  const { links, cut } = linkJobs(jobs, collected.ends, needs.filter(({ from, to }) => inJobs.has(from) && inJobs.has(to)), collected.survivors, inventory)
  return {
    problem: {
      grid, jobs: [...choosePilots(jobs, links, waves), ...collected.ends], links, waves,
      teams: programme.teams.map(({ id, parallel }) => ({ id, parallel })),
      uplinks: uplinksOf(jobs, recorded), zones: zonesOf(inventory), preparationDays: programme.preparationDays, trialDays: programme.trialDays,
    },
    unplanned: built.flatMap(({ unplanned }) => unplanned),
    diagnostics: [
      ...pinsAgainstNeeds(collected.moves, needs), ...overfilledWaves(jobs, waves), ...uplinkWarnings(jobs),
      ...cut.map(({ from, to }) => warning('PLAN_NEEDS_IN_CIRCLE', { from, to })), ...neededAndRetired(collected, inventory),
    ],
  }
}

function slotsOf({ programme }: Intent, grid: DayGrid): WaveSlot[] {
  return programme.waves.map(({ no, kind, start, maxSystems }) => ({
    no,
    kind,
    start: start === undefined ? null : dayOf(grid, start),
    maxSystems: maxSystems ?? null,
  }))
    .toSorted((a, b) => a.no - b.no)
}

/** A group has to fit the teams of one night and one wave. */
function capOf(teams: readonly Team[], waves: readonly WaveSlot[]): number {
  const places = teams.reduce((sum, { parallel }) => sum + parallel, 0)
  return Math.max(1, Math.min(GROUP_CAP, places, Math.max(...waves.filter(({ kind }) => kind !== 'pilot').map(({ maxSystems }) => maxSystems ?? GROUP_CAP), 1)))
}

/** Kbit/s of each room that systems leave; one that nobody recorded gets the assumed rate. */
function uplinksOf(jobs: readonly MoveJob[], recorded: ReadonlyMap<string, number>): Map<string, number> {
  const assumed = assumedRooms(jobs).map((facility) => [facility, ASSUMED_MBPS * 1_000] as const)
  return new Map([...[...recorded].map(([facility, mbps]) => [facility, Math.floor(mbps * 1_000)] as const), ...assumed])
}

function assumedRooms(jobs: readonly MoveJob[]): string[] {
  return [...new Set(jobs.flatMap(({ parts }) => parts.flatMap(({ assumed, facility }) => (assumed && facility !== null ? [facility] : []))))].sort()
}

function zonesOf({ clouds }: Inventory): Problem['zones'] {
  return new Map(clouds.flatMap(({ zones }) => zones ?? []).map(({ id, capacity }) => [id, { ...capacity }]))
}

function jobOf(group: Group, uplinks: ReadonlyMap<string, number>, grid: DayGrid): { job?: MoveJob; unplanned: BuiltProblem['unplanned'] } {
  const parts = copyParts(group.moves, uplinks, grid.horizon)
  if (!Array.isArray(parts)) return { unplanned: group.moves.map(({ system }) => ({ system, reasons: [parts] })) }
  const pin = group.moves.find(({ pinnedWave }) => pinnedWave !== null)?.pinnedWave ?? null
  const reasons: Reason[] = pin === null ? group.reasons : [...group.reasons, { code: 'pinned_wave', params: { wave: pin.wave, because: pin.because } }]
  return { job: { kind: 'move', id: group.id, moves: group.moves, reasons, parts, wave: pin?.wave ?? null, isPilot: false }, unplanned: [] }
}

/** A pin that puts a system into an earlier wave than one it needs cannot hold: the cutover waits for what it needs. */
function pinsAgainstNeeds(moves: readonly Move[], needs: readonly HardNeed[]): Diagnostic[] {
  const pins = new Map(moves.flatMap(({ system, pinnedWave }) => (pinnedWave === null ? [] : [[system, pinnedWave.wave]])))
  return needs.flatMap(({ from, to }) => {
    const [wave, neededWave] = [pins.get(from), pins.get(to)]
    return wave === undefined || neededWave === undefined || wave >= neededWave
      ? []
      : [diagnose('PLAN_PINS_DISAGREE', { system: from, wave, needs: to, neededWave })]
  })
}

function limitsOf(waves: readonly WaveSlot[]): Map<number, number> {
  return new Map(waves.flatMap(({ no, maxSystems }) => (maxSystems === null ? [] : [[no, maxSystems]])))
}

/** Pinned systems and what they cannot do without may be more than their wave takes. */
function overfilledWaves(jobs: readonly MoveJob[], waves: readonly WaveSlot[]): Diagnostic[] {
  return waves.flatMap(({ no, maxSystems }) => {
    const pinned = jobs.filter(({ wave }) => wave === no).reduce((sum, { moves }) => sum + moves.length, 0)
    return maxSystems === null || pinned <= maxSystems ? [] : [diagnose('PLAN_PINS_OVERFILL', { wave: no, pinned, limit: maxSystems })]
  })
}

/** Retiring does not wait for what still needs a system, so somebody has to know. */
function neededAndRetired({ ends }: Collected, { dependencies }: Inventory): Diagnostic[] {
  const retired = new Set(ends.filter(({ kind }) => kind === 'retire').map(({ system }) => system))
  return dependencies.filter(({ from, to, criticality }) => criticality === 'hard' && retired.has(to) && !retired.has(from))
    .map(({ from, to }) => warning('PLAN_RETIRED_IS_NEEDED', { from, to }))
}

function uplinkWarnings(jobs: readonly MoveJob[]): Diagnostic[] {
  return assumedRooms(jobs).map((facility) => warning('PLAN_UPLINK_ASSUMED', { facility, mbps: ASSUMED_MBPS }))
}
