import type { Reason } from '../../assessment/assessment.js'
import { dateOf, workdaysFrom } from '../day-grid.js'
import { dayTeamsLack, dayUplinkLacks, takeTeam, takeUplink } from './ledger.js'
import type { Bound, Link, MoveJob, Problem, WaveSlot } from './problem.js'
import { firstDayOfWork, partTiming } from './timing.js'
import type { State } from './decode.js'
import { enterWave, leaveWave, noteStart, startOfWaveBefore } from './wave-book.js'

const unsaid: Reason = { code: 'programme_start', params: {} }

export interface Placement {
  /** First day of work; the night of the cutover, or the last day of a merge or retirement. */
  first: number
  last: number
  wave: number | null
  /** Index of the team of each system. */
  teams: number[]
  /** The constraint that bound first, then the others that moved the date. */
  reasons: Reason[]
}

/** Earliest night on which window, teams, uplinks and everything that comes before allow the cutover of a group. */
export function placeMove(job: MoveJob, links: readonly Link[], state: State): Placement | Reason[] {
  const full = zoneShortage(job, state)
  if (full !== undefined) return [full]
  const wave = enterWave(state.waves, job)
  if (wave === undefined) return [{ code: 'waves_full', params: {} }]
  const starts = latest([...job.moves.flatMap(({ startBounds }) => startBounds), ...waveBounds(job, wave, state)], state)
  const cutovers = latest([...job.moves.flatMap(({ cutoverBounds }) => cutoverBounds), ...linkBounds(links, state)], state)
  const found = findNight(job, starts, cutovers, state)
  if (found.night !== null) return take(job, wave, found.night, found.reasons, state)
  leaveWave(state.waves, job, wave)
  return [{ code: 'horizon', params: { date: dateOf(state.problem.grid, state.problem.grid.horizon) } }, ...found.reasons]
}

/** Bounds that follow from the wave: its start, the wave before it, the acceptance of the pilot. */
function waveBounds(job: MoveJob, wave: WaveSlot, state: State): Bound[] {
  const { waves, pilotGate } = state
  const bounds: Bound[] = []
  if (wave.start !== null) bounds.push({ day: wave.start, reason: dated('wave_start', state, wave.start, { wave: wave.no }) })
  if (job.isPilot) return bounds
  if (pilotGate > 0) bounds.push({ day: pilotGate, reason: dated('after_pilot', state, pilotGate - 1) })
  const before = startOfWaveBefore(waves, wave)
  return before > 0 ? [...bounds, { day: before, reason: dated('wave_order', state, before, { wave: wave.no }) }] : bounds
}

/** A merge ends before the night of its survivor; a provider moves in the same night or earlier. */
function linkBounds(links: readonly Link[], state: State): Bound[] {
  return links.map(({ after, reason, system }) => {
    const last = state.schedule.placements.get(after)!.last
    return { day: reason === 'after_merge' ? last + 1 : last, reason: dated(reason, state, last, { system }) }
  })
}

interface Search {
  night: number | null
  reasons: Reason[]
}

function findNight(job: MoveJob, starts: Bound, cutovers: Bound, state: State): Search {
  const { problem, ledger } = state
  const { nights } = problem.grid
  const firstDays = state.firstDays.get(job.id)!
  const refusals: Reason[] = []
  const refuse = (code: string, day: number, params: Reason['params'] = {}) => {
    if (state.explains) refusals.push(dated(code, state, day, params))
  }
  const byCutover = lowerBound(nights.length, (index) => nights[index]!.day >= cutovers.day)
  const byStart = lowerBound(nights.length, (index) => firstDays[index]! >= starts.day)
  const binding = byStart > byCutover ? starts : cutovers
  for (let index = Math.max(byStart, byCutover); index < nights.length; index++) {
    const { day: night, frozenBy } = nights[index]!
    if (frozenBy !== null) refuse('freeze', night, { rule: frozenBy })
    else if (ledger.nightUse[night]! >= problem.teams.length) refuse('night_full', night)
    else {
      const busy = busyDay(job, firstDays[index]!, night, state)
      if (busy === undefined) return { night, reasons: reasonsOf(binding, refusals) }
      refuse(busy.code, busy.day, busy.params)
      // Every later night whose work begins on or before that day meets the same shortage.
      while (index + 1 < nights.length && firstDays[index + 1]! <= busy.startAfter) index++
    }
  }
  return { night: null, reasons: reasonsOf(binding, refusals) }
}

/** First index at which a condition holds that never fails again; `length` when it never holds. */
function lowerBound(length: number, holds: (index: number) => boolean): number {
  let low = 0
  for (let high = length; low < high;) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

interface Busy {
  code: string
  day: number
  params: Reason['params']
  /** Asking again is useless until work on the group begins after this day. */
  startAfter: number
}

function busyDay(job: MoveJob, first: number, night: number, { problem, ledger }: State): Busy | undefined {
  const day = dayTeamsLack(ledger, problem, first, night, job.moves.length)
  if (day >= 0) return { code: 'teams_busy', day, params: {}, startAfter: day }
  for (const part of job.parts) {
    if (part.facility === null || !part.sharesUplink) continue
    const { copyFirst, copyLast } = partTiming(problem.grid, part, night, problem.preparationDays)
    const kbps = part.moves.reduce((sum, move) => sum + move.kbps, 0)
    const lacking = copyFirst === null || copyLast === null ? -1 : dayUplinkLacks(ledger, problem, part.facility, copyFirst, copyLast, kbps)
    if (lacking >= 0) return { code: 'uplink_busy', day: lacking, params: { facility: part.facility }, startAfter: first - 1 }
  }
  return undefined
}

function take(job: MoveJob, wave: WaveSlot, night: number, reasons: Reason[], state: State): Placement {
  const { problem, ledger } = state
  const first = firstDayOfWork(problem.grid, job, night, problem.preparationDays)
  const teams = job.moves.map(() => takeTeam(ledger, problem, first, night))
  for (const part of job.parts) {
    const { copyFirst, copyLast } = partTiming(problem.grid, part, night, problem.preparationDays)
    if (part.facility === null || copyFirst === null || copyLast === null) continue
    for (const { kbps } of part.moves) takeUplink(ledger, part.facility, copyFirst, copyLast, kbps)
  }
  for (const { zone, demand } of job.moves) {
    const left = zone === null ? undefined : ledger.zoneLeft.get(zone)
    if (left !== undefined) for (const kind of ['vcpu', 'memGb', 'storageGb'] as const) left[kind] -= demand[kind]
  }
  ledger.nightUse[night]! += 1
  noteStart(state.waves, wave, first)
  if (job.isPilot) state.pilotGate = Math.max(state.pilotGate, acceptanceDay(job, night, problem) + 1)
  return { first, last: night, wave: wave.no, teams, reasons }
}

/** The day of the commit, which accepts a system: the first working day after its trial. Equipment is accepted on its night. */
export function acceptanceDay(job: MoveJob, night: number, { grid, trialDays }: Pick<Problem, 'grid' | 'trialDays'>): number {
  if (job.moves.every(({ route }) => route === 'colocate')) return night
  return workdaysFrom(grid, night + trialDays + 1, 1)?.first ?? grid.length
}

function zoneShortage(job: MoveJob, { ledger }: State): Reason | undefined {
  for (const kind of ['vcpu', 'memGb', 'storageGb'] as const) {
    const needed = new Map<string, number>()
    for (const { zone, demand } of job.moves) if (zone !== null) needed.set(zone, (needed.get(zone) ?? 0) + demand[kind])
    for (const [zone, amount] of needed) if (amount > (ledger.zoneLeft.get(zone)?.[kind] ?? 0)) return { code: 'zone_full', params: { zone, kind } }
  }
  return undefined
}

function latest(bounds: readonly Bound[], state: State): Bound {
  return bounds.reduce((most, bound) => (bound.day > most.day ? bound : most), { day: 0, reason: dated('programme_start', state, 0) })
}

/** The constraint that refused the last night before the chosen one binds; without one, the bound that began the search does. */
function reasonsOf(binding: Bound, refusals: readonly Reason[]): Reason[] {
  const lastOfEach = new Map<string, Reason>()
  for (const refusal of refusals) {
    lastOfEach.delete(refusal.code)
    lastOfEach.set(refusal.code, refusal)
  }
  return [...[...lastOfEach.values()].reverse(), binding.reason]
}

/** During the search nobody reads reasons, and writing dates would take most of its time. */
function dated(code: string, { problem, explains }: State, day: number, params: Reason['params'] = {}): Reason {
  return explains ? { code, params: { ...params, date: dateOf(problem.grid, day) } } : unsaid
}
