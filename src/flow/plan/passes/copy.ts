import type { Reason } from '../../assessment/assessment.js'
import type { CopyPart, Move } from '../schedule/problem.js'

/** One Mbit/s held for a day carries 86,400 s / 8 / 1,000 = 10.8 GB. */
export const GB_PER_DAY_OF_MBPS = 10.8
/** What is taken for an uplink that nobody recorded; the plan says so and warns. */
export const ASSUMED_MBPS = 100

/** Copies of one group take half of an uplink, so that two groups can copy at once; all of it when the data changes too fast for half. */
const SHARE = 0.5

/** Systems of a group by the building they leave, with the days and the rate of their copies; or why one can never be copied. */
export function copyParts(moves: readonly Move[], uplinks: ReadonlyMap<string, number>, horizon: number): CopyPart[] | Reason {
  const parts: CopyPart[] = []
  for (const group of byBuilding(moves)) {
    const part = copyPart(group, uplinks, horizon)
    if ('code' in part) return part
    parts.push(part)
  }
  return parts
}

/** Equipment is carried, not copied, so it counts as a building of its own. */
function byBuilding(moves: readonly Move[]): Move[][] {
  const buildings = new Map<string, Move[]>()
  for (const move of moves) {
    const key = `${move.route === 'colocate' ? 'equipment' : move.sizeGb > 0 ? 'data' : 'empty'} ${move.facility ?? ''}`
    buildings.set(key, [...(buildings.get(key) ?? []), move])
  }
  return [...buildings.values()]
}

function copyPart(moves: readonly Move[], uplinks: ReadonlyMap<string, number>, horizon: number): CopyPart | Reason {
  const facility = moves[0]?.facility ?? null
  const recorded = facility === null ? undefined : uplinks.get(facility)
  const base = { facility, sharesUplink: facility !== null, assumed: recorded === undefined }
  const sizeGb = moves.reduce((sum, move) => sum + move.sizeGb, 0)
  if (sizeGb === 0) return { ...base, assumed: false, days: 0, moves: moves.map((move) => ({ move, kbps: 0 })) }
  const mbps = recorded ?? ASSUMED_MBPS
  const days = copyDays(moves, mbps * SHARE * 1_000, horizon) ?? copyDays(moves, mbps * 1_000, horizon)
  if (days === undefined) return hopeless(moves, sizeGb, mbps)
  return { ...base, days, moves: moves.map((move) => ({ move, kbps: rate(move, days) })) }
}

/** Fewest days in which all copies together stay within a rate. */
function copyDays(moves: readonly Move[], kbps: number, horizon: number): number | undefined {
  const sizeGb = moves.reduce((sum, move) => sum + move.sizeGb, 0)
  const perDay = (kbps / 1_000) * GB_PER_DAY_OF_MBPS - moves.reduce((sum, move) => sum + move.changeGbPerDay, 0)
  if (perDay <= 0) return undefined
  // Each rate is rounded up to whole kbit/s, which can cost a day more.
  for (let days = Math.max(1, Math.ceil(sizeGb / perDay)); days <= horizon; days++) {
    if (moves.reduce((sum, move) => sum + rate(move, days), 0) <= kbps) return days
  }
  return undefined
}

/** Kbit/s that copy a system, and what changes meanwhile, in so many days. */
function rate({ sizeGb, changeGbPerDay }: Move, days: number): number {
  return Math.ceil(((sizeGb / days + changeGbPerDay) / GB_PER_DAY_OF_MBPS) * 1_000)
}

function hopeless(moves: readonly Move[], sizeGb: number, mbps: number): Reason {
  const changeGbPerDay = moves.reduce((sum, move) => sum + move.changeGbPerDay, 0)
  const left = mbps * GB_PER_DAY_OF_MBPS - changeGbPerDay
  return left <= 0
    ? { code: 'never_catches_up', params: { changeGbPerDay, mbps } }
    : { code: 'copy_too_long', params: { days: Math.ceil(sizeGb / left), mbps } }
}
