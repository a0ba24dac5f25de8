import type { Artifact } from '../../model/artifact.js'
import type { CalendarDate } from '../../model/calendar-date.js'
import type { ContentHash } from '../../model/canonical.js'
import type { light, waveKind } from '../../model/enums.js'
import type { Reason } from '../assessment/assessment.js'

/** Systems that cut over together. */
export interface MoveGroup {
  id: string
  systems: string[]
  wave: number
  reasons: Reason[]
}

export interface Wave {
  no: number
  kind: keyof typeof waveKind
  start: CalendarDate
  end: CalendarDate
  systems: string[]
  /** Waves and milestones that must be accepted first (MIG-02, CLD-06). */
  prerequisites: string[]
}

export type ActivityKind = 'prepare' | 'copy' | 'rehearse' | 'cutover' | 'trial' | 'commit' | 'close' | 'retire' | 'merge' | 'colocate'

/** One dated piece of work on one system; days are inclusive. */
export interface Activity {
  id: string
  system: string
  kind: ActivityKind
  start: CalendarDate
  end: CalendarDate
  team: string | null
  /** Cutovers only: the window of that night, local time. */
  window: { start: string; minutes: number } | null
  /** Copies only: the uplink and what it uses of it. */
  uplink: { facility: string; mbps: number } | null
  after: string[]
  /** Why this date and not an earlier one: the constraint that bound. */
  reasons: Reason[]
}

export interface Closing {
  collection: 'facilities' | 'lines' | 'networks' | 'platforms'
  id: string
  date: CalendarDate
  after: string[]
}

export interface TargetForecast {
  target: string
  deadline: CalendarDate | null
  forecast: CalendarDate | null
  light: keyof typeof light
}

export interface PlanBody {
  seed: number
  /** Orders that were tried; with the seed it fixes every byte of the plan. */
  iterations: number
  groups: MoveGroup[]
  waves: Wave[]
  activities: Activity[]
  /** Greatest use of each resource (team:<id>, uplink:<facility>, zone:<id>:<kind>) and its capacity. */
  resources: { resource: string; peak: number; capacity: number }[]
  closings: Closing[]
  forecast: TargetForecast[]
  /** Systems of the inventory that get no dates, each with its reason; nothing is left out silently. */
  unplanned: { system: string; reasons: Reason[] }[]
  /** Content hashes of what the plan was made from, piece by piece (`systems/<id>`, `facilities`, `programme`), so that a stale plan can say what changed. */
  basis: Record<string, ContentHash>
}

export type Plan = Artifact<'plan', PlanBody>
