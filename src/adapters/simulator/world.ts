import type { CopyResult, PreflightFinding, Side } from '../../ports/data-mover.js'

/** A write of the application, as the side keeps it in its log; without a key the token that a switch puts behind the last one. */
export interface Write {
  readonly at: number
  readonly key: number | null
  readonly value: string
}

export interface SimulatedSide {
  readonly rows: Map<number, string>
  /** What the application wrote here; what a feed brought is not in it, so that nothing goes round. */
  readonly log: Write[]
  /** Whether the application can log in. */
  open: boolean
  /** Document numbers: the next one. No feed carries it. */
  sequence: number
  /** Rises with every opening; the side with the higher one serves. */
  epoch: number
}

/** What leaves one side for the other: `position` writes of its log have been applied there. */
export interface SimulatedFeed {
  position: number
  awake: boolean
}

/** One system's data on both sides and all that a move keeps there: the durable truth, which outlives every worker. */
export interface SimulatedSystem {
  readonly system: string
  readonly sides: Readonly<Record<Side, SimulatedSide>>
  readonly feedFrom: Record<Side, SimulatedFeed | null>
  readonly findings: readonly PreflightFinding[]
  stage: 'none' | 'prepared' | 'copying' | 'copied'
  result: CopyResult | null
  /** The highest fence number seen; a lower one is refused. */
  holder: number
  /** The switch under way, and whether all but its opening is done. */
  switching: string | null
  ready: Side | null
  /** Side on which nothing a feed brings is applied at the moment. */
  hindered: Side | null
  /** Rises when the workers' connections are cut. */
  generation: number
  /** Moments at which the application could write on both sides: there must be none. */
  readonly bothOpen: number[]
}

export const otherSide = (side: Side): Side => (side === 'source' ? 'target' : 'source')

export function newSystem(system: string, rows: number, findings: readonly PreflightFinding[]): SimulatedSystem {
  const side = (open: boolean, count: number): SimulatedSide => ({
    rows: new Map(Array.from({ length: count }, (_, key) => [key, `row ${key}`])), log: [], open, sequence: open ? count : 0, epoch: open ? 1 : 0,
  })
  return {
    system, findings, sides: { source: side(true, rows), target: side(false, 0) }, feedFrom: { source: null, target: null },
    stage: 'none', result: null, holder: 0, switching: null, ready: null, hindered: null, generation: 0, bothOpen: [],
  }
}

export function servingSide({ sides }: SimulatedSystem): Side {
  return sides.target.epoch > sides.source.epoch ? 'target' : 'source'
}

export function openDoor(one: SimulatedSystem, side: Side, now: number): void {
  one.sides[side].open = true
  if (one.sides[otherSide(side)].open) one.bothOpen.push(now)
}

/** Applies what has had time to arrive. Returns how many writes are still under way. */
export function applyFeed(one: SimulatedSystem, from: Side, arrivedBy: number): number {
  const feed = one.feedFrom[from]
  const { log } = one.sides[from]
  if (!feed) return 0
  const to = otherSide(from)
  for (; feed.awake && one.hindered !== to && feed.position < log.length && log[feed.position]!.at <= arrivedBy; feed.position += 1) {
    const { key, value } = log[feed.position]!
    if (key !== null) one.sides[to].rows.set(key, value)
  }
  return log.length - feed.position
}

/** One write of the application: its key, or undefined when the door is closed or the number was given before. */
export function write(one: SimulatedSystem, side: Side, at: number): number | undefined {
  const place = one.sides[side]
  if (!place.open) return undefined
  const key = place.sequence
  place.sequence += 1
  if (place.rows.has(key)) return undefined
  const value = `written at ${at}`
  place.rows.set(key, value)
  place.log.push({ at, key, value })
  return key
}
