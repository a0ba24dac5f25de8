import type { CalendarDate } from '../../../model/calendar-date.js'
import type { DeepReadonly } from '../../../model/freeze.js'
import type { Assessment, Reason, SystemDecision } from '../../assessment/assessment.js'
import type { Intent, Inventory } from '../../inventory/schema/inventory.js'
import { dayOf, type DayGrid } from '../day-grid.js'
import { demandOf, sizeOf } from '../measure.js'
import type { Bound, EndJob, Move, Route } from '../schedule/problem.js'

type System = Inventory['systems'][number]
type Decision = DeepReadonly<SystemDecision>
type Dates = Intent['programme']['dates']

/** Every decided system goes to exactly one of the three. */
export interface Collected {
  moves: Move[]
  ends: EndJob[]
  /** What each merging system merges into. */
  survivors: Map<string, string>
  unplanned: { system: string; reasons: Reason[] }[]
}

const importanceRank = { core: 3, important: 2, general: 1 } as const
const stays: Partial<Record<Decision['disposition'], string>> = {
  keep: 'kept',
  defer: 'deferred',
  national: 'follows_nation',
  migrate_intranet: 'to_intranet',
  undecided: 'undecided',
}

/** Turns decisions into moves, ends, and systems that get no date, each with its reason. */
export function collect(inventory: Inventory, intent: Intent, { decisions }: Assessment, grid: DayGrid): Collected {
  const systems = new Map(inventory.systems.map((system) => [system.id, system]))
  const survivors = new Map(decisions.flatMap(({ system, disposition, mergeInto }) => (disposition === 'merge' && mergeInto !== null
    ? [[system, mergeInto]]
    : [])))
  const collected: Collected = { moves: [], ends: [], survivors, unplanned: [] }
  for (const decision of decisions) {
    const system = systems.get(decision.system)
    if (system === undefined) continue
    const hindrance = hindranceOf(system, decision, survivors)
    if (hindrance !== undefined) collected.unplanned.push({ system: system.id, reasons: [{ code: hindrance, params: {} }] })
    else if (isEnding(decision.disposition)) collected.ends.push(endOf(system, decision.disposition, inventory, intent, grid))
    else collected.moves.push(moveOf(system, decision, inventory, intent, grid))
  }
  return collected
}

function isEnding(disposition: Decision['disposition']): disposition is 'retire' | 'merge' {
  return disposition === 'retire' || disposition === 'merge'
}

/** Why a system gets no date at all; undefined when it gets one. */
function hindranceOf(system: System, { disposition, targetZone, mergeInto }: Decision, survivors: ReadonlyMap<string, string>): string | undefined {
  if (system.stage === 'retired') return 'off_already'
  if (disposition === 'merge') return mergeInto === null ? 'no_survivor' : leadsBack(system.id, survivors) ? 'merge_cycle' : undefined
  if ((disposition === 'migrate_cloud' || disposition === 'rebuild') && targetZone === null) return 'no_zone'
  return stays[disposition]
}

function leadsBack(system: string, survivors: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>()
  for (let next = survivors.get(system); next !== undefined && !seen.has(next); next = survivors.get(next)) {
    if (next === system) return true
    seen.add(next)
  }
  return false
}

function endOf(system: System, kind: 'retire' | 'merge', { similarityGroups }: Inventory, { programme }: Intent, grid: DayGrid): EndJob {
  const group = kind === 'merge' ? similarityGroups.find(({ members }) => members.includes(system.id)) : undefined
  const by = kind === 'retire' ? programme.dates.zombiesClosedBy : group?.mergeBy ?? programme.dates.mergesBy
  return {
    kind,
    id: `${kind}:${system.id}`,
    system: system.id,
    due: by === undefined ? null : dayOf(grid, by),
    startBounds: [...notBefore(system.id, programme, grid), ...decided(group?.decidedOn, grid)],
  }
}

/** Work on a merge begins the day after it was decided which system survives. */
function decided(date: CalendarDate | undefined, grid: DayGrid): Bound[] {
  return date === undefined ? [] : [{ day: dayOf(grid, date) + 1, reason: { code: 'after_decision', params: { date } } }]
}

function moveOf(system: System, { disposition, targetZone }: Decision, inventory: Inventory, intent: Intent, grid: DayGrid): Move {
  const { programme } = intent
  const route = routeOf(system, disposition)
  const facility = (system.deployments ?? []).find(({ env, facility: room }) => env === 'current' && room !== undefined)?.facility ?? null
  const size = route === 'new' || route === 'colocate' ? { sizeGb: 0, changeGbPerDay: 0 } : sizeOf(system)
  const pin = programme.pins?.find((each) => each.system === system.id && each.wave !== undefined)
  return {
    system: system.id, route, facility, ...size,
    zone: targetZone, demand: demandOf(system), importance: importanceRank[system.importance ?? 'general'],
    due: dueOf(system, route, facility, inventory, intent, grid),
    startBounds: gateOf(targetZone, inventory, programme.dates, grid),
    cutoverBounds: [...notBefore(system.id, programme, grid), ...goLive(system, route, grid)],
    pinnedWave: pin?.wave === undefined ? null : { wave: pin.wave, because: pin.reason },
  }
}

function routeOf({ stage }: System, disposition: Decision['disposition']): Route {
  if (disposition === 'colocate') return 'colocate'
  if (stage === 'applying' || stage === 'planned' || stage === 'building') return 'new'
  return disposition === 'migrate_province' ? 'province' : 'cloud'
}

/** The earlier of the policy's deadline for this kind of move and the closing of its room, less the trial and two days to commit and close. */
function dueOf(system: System, route: Route, facility: string | null, { facilities }: Inventory, { programme }: Intent, grid: DayGrid): number | null {
  const { dates, trialDays } = programme
  const policy = route === 'colocate'
    ? dates.equipmentMoveBy
    : system.category === 'website' && route === 'province'
    ? dates.websitesBy
    : dates.cloudMigrationBy
  const room = facilities.find(({ id }) => id === facility)
  const closes = room?.closeDate ?? (room?.kind === 'department_room' ? dates.roomsClosedBy : undefined)
  const days = [...(policy === undefined ? [] : [dayOf(grid, policy)]), ...(closes === undefined ? [] : [dayOf(grid, closes) - trialDays - 2])]
  return days.length === 0 ? null : Math.min(...days)
}

/** Work on a move to a cloud begins the day after its evaluation and its security review, passed or due (CLD-06). */
function gateOf(zone: string | null, { clouds }: Inventory, dates: Dates, grid: DayGrid): Bound[] {
  const cloud = clouds.find(({ zones }) => zones?.some(({ id }) => id === zone))
  if (zone === null || cloud === undefined) return []
  return [cloud.evaluation, cloud.securityReview].flatMap((milestone) => {
    const passed = milestone?.result === 'pass' || milestone?.result === 'pass_with_issue'
    const date = (passed ? milestone?.on : milestone?.due) ?? dates.cloudEvaluationBy
    return date === undefined ? [] : [{ day: dayOf(grid, date) + 1, reason: { code: 'after_cloud_gate', params: { cloud: cloud.id, date } } }]
  })
}

function notBefore(system: string, { pins }: Intent['programme'], grid: DayGrid): Bound[] {
  return (pins ?? [])
    .flatMap((pin) => (pin.system !== system || pin.notBefore === undefined
      ? []
      : [{ day: dayOf(grid, pin.notBefore), reason: { code: 'pinned_not_before', params: { date: pin.notBefore, because: pin.reason } } }]))
}

/** A system in build is deployed when it goes live, not before. */
function goLive({ goLiveDate }: System, route: Route, grid: DayGrid): Bound[] {
  return route !== 'new' || goLiveDate === undefined ? [] : [{ day: dayOf(grid, goLiveDate), reason: { code: 'goes_live', params: { date: goLiveDate } } }]
}
