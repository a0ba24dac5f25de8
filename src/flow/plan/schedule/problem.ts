import type { DayGrid } from '../day-grid.js'
import type { Reason } from '../../assessment/assessment.js'

/** How a system leaves: with its data over an uplink, set up afresh, or as equipment on a lorry. */
export type Route = 'cloud' | 'province' | 'new' | 'colocate'

export interface Demand {
  vcpu: number
  memGb: number
  storageGb: number
}

/** One system that moves. Days count from the start of the programme. */
export interface Move {
  system: string
  route: Route
  facility: string | null
  sizeGb: number
  changeGbPerDay: number
  zone: string | null
  demand: Demand
  importance: 1 | 2 | 3
  /** Day on which a cutover is still in time; null without a deadline. */
  due: number | null
  /** Earliest first day of work, and earliest night of the cutover. */
  startBounds: Bound[]
  cutoverBounds: Bound[]
  pinnedWave: { wave: number; because: string } | null
}

/** Not before this day, for this reason. */
export interface Bound {
  day: number
  reason: Reason
}

/** Systems that cut over in one night. */
export interface MoveJob {
  kind: 'move'
  id: string
  moves: Move[]
  reasons: Reason[]
  parts: CopyPart[]
  wave: number | null
  isPilot: boolean
}

/** The systems of a group that leave one building: they copy side by side and end together. */
export interface CopyPart {
  facility: string | null
  /** Whether `facility` has an uplink that copies share. */
  sharesUplink: boolean
  days: number
  moves: { move: Move; kbps: number }[]
  assumed: boolean
}

/** A system that ends, by being switched off or merged into another. */
export interface EndJob {
  kind: 'retire' | 'merge'
  id: string
  system: string
  due: number | null
  startBounds: Bound[]
}

export type Job = MoveJob | EndJob

/** `after` has to be through before `job`: a cutover before a cutover, a merge before the cutover of its survivor, and so on. */
export interface Link {
  job: string
  after: string
  reason: 'after_merge' | 'after_provider' | 'after_survivor'
  /** The system that is named in the reason. */
  system: string
}

export interface WaveSlot {
  no: number
  kind: 'pilot' | 'bulk' | 'final'
  start: number | null
  maxSystems: number | null
}

export interface Team {
  id: string
  parallel: number
}

/** Everything the search needs; it reads no inventory. */
export interface Problem {
  grid: DayGrid
  jobs: Job[]
  links: Link[]
  waves: WaveSlot[]
  teams: Team[]
  /** Kbit/s by facility. */
  uplinks: Map<string, number>
  zones: Map<string, Demand>
  preparationDays: number
  trialDays: number
}
