import { daysBetween } from '../../../model/calendar-date.js'
import type { Activity, PlanBody } from '../plan.js'
import type { Demand, Move, Problem } from '../schedule/problem.js'

type Use = PlanBody['resources'][number]

/** The greatest use of every team, uplink and zone; a zone fills up and never empties. */
export function resourceUse(activities: readonly Activity[], moves: readonly Move[], problem: Problem): Use[] {
  return [
    ...problem.teams.map(({ id, parallel }) => ({ resource: `team:${id}`, peak: peakOf(teamSpans(activities, id)), capacity: parallel })),
    ...[...problem.uplinks].toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([facility, kbps]) => ({ resource: `uplink:${facility}`, peak: peakOf(copySpans(activities, facility)) / 1_000, capacity: kbps / 1_000 })),
    ...[...problem.zones].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([zone, capacity]) => zoneUse(zone, capacity, moves)),
  ]
}

interface Span {
  first: string
  last: string
  amount: number
}

/** A team is busy with a system from the first day of its preparation to the night of its cutover. */
function teamSpans(activities: readonly Activity[], team: string): Span[] {
  const spans = new Map<string, Span>()
  for (const { system, start, end } of activities.filter((activity) => activity.team === team)) {
    const span = spans.get(system)
    spans.set(
      system,
      { first: span === undefined || start < span.first ? start : span.first, last: span === undefined || end > span.last ? end : span.last, amount: 1 },
    )
  }
  return [...spans.values()]
}

function copySpans(activities: readonly Activity[], facility: string): Span[] {
  return activities.flatMap(({ start, end, uplink }) => (uplink?.facility === facility
    ? [{ first: start, last: end, amount: Math.round(uplink.mbps * 1_000) }]
    : []))
}

/** Spans overlap most on the first day of one of them. */
function peakOf(spans: readonly Span[]): number {
  return Math.max(
    0,
    ...spans.map(({ first }) => spans.filter((span) => daysBetween(span.first, first) >= 0 && daysBetween(first, span.last) >= 0)
      .reduce((sum, { amount }) => sum + amount, 0)),
  )
}

function zoneUse(zone: string, capacity: Demand, moves: readonly Move[]): Use[] {
  const inside = moves.filter((move) => move.zone === zone)
  return (['vcpu', 'memGb', 'storageGb'] as const).map((kind) => ({
    resource: `zone:${zone}:${kind}`,
    peak: Math.round(inside.reduce((sum, { demand }) => sum + demand[kind], 0) * 1_000) / 1_000,
    capacity: capacity[kind],
  }))
}
