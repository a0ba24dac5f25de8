import { milliseconds, seconds, type Duration } from '../../model/duration.js'
import type { JsonObject } from '../../model/json.js'
import type { StepContext } from '../../model/step.js'
import type { DataMove, Proof, Side, SwitchSession, SwitchTimings } from '../../ports/data-mover.js'
import type { Clock } from '../../ports/clock.js'
import type { DataMover } from '../../ports/data-mover.js'
import type { Faults } from '../../ports/faults.js'
import type { Route, Router } from '../../ports/router.js'
import { SwitchWindow } from './switch-window.js'

/** What a switch needs of the world. */
export interface SwitchPorts {
  readonly mover: DataMover
  readonly clock: Clock
  readonly faults: Faults
}

export interface SwitchRequest {
  readonly move: DataMove
  readonly from: Side
  readonly router: Router | null
  readonly route: Route | null
  /** Longest time from fence to open; 30 s where nothing is said. */
  readonly deadline?: Duration
  /** Called as soon as the receiving side is open, before the proof. */
  readonly onOpen: (opened: SwitchOpened) => Promise<void>
}

export interface SwitchOpened extends JsonObject {
  readonly from: Side
  readonly to: Side
  /** Milliseconds since 1970 of the fence's begin and of the opening. */
  readonly fencedAt: number
  readonly openedAt: number
  readonly timings: SwitchTimings
  readonly position: string
}

export interface SwitchResult {
  readonly opened: SwitchOpened
  readonly proof: Proof
}

/** The whole window, from fence to open, where the endpoints say nothing else: a switch that is not through by then undoes itself. */
export const CUTOVER_DEADLINE = seconds(30)

/** The drain's own part of it; a tree of files takes its last pass in it. */
export function drainPart(deadline: Duration): Duration {
  return milliseconds(Number(deadline) / 3)
}

/**
 * Moves the writes of one system from one side to the other. Inside the outage: fence, drain, fix-ups, snapshots, reverse feed, open;
 * everything else is before (`beginSwitch`) or after (`prove`). Any failure before the opening is undone before it is thrown.
 */
export async function switchOver(ports: SwitchPorts, request: SwitchRequest, context: StepContext): Promise<SwitchResult> {
  const session = await ports.mover.beginSwitch(request.move, request.from, context)
  try {
    const opened = await cross(ports, request, session)
    await request.onOpen(opened)
    await ports.faults.at('proof.started')
    const proof = await session.prove((progress) => context.heartbeat(progress))
    return { opened, proof }
  } finally {
    await session.close()
  }
}

async function cross(ports: SwitchPorts, request: SwitchRequest, session: SwitchSession): Promise<SwitchOpened> {
  const to: Side = request.from === 'source' ? 'target' : 'source'
  const fencedAt = ports.clock.now()
  const position = await untilOpen(ports, request, session, to)
  const openedAt = ports.clock.now()
  await ports.faults.at('switch.opened')
  return { from: request.from, to, fencedAt, openedAt, timings: session.timings, position }
}

/** Everything that can still be undone, and is when any of it fails or the time is over: then also while a step hangs. */
async function untilOpen(ports: SwitchPorts, request: SwitchRequest, session: SwitchSession, to: Side): Promise<string> {
  const window = new SwitchWindow(ports.clock, request.deadline ?? CUTOVER_DEADLINE, request.move.name)
  try {
    return await window.within(insideTheFence(ports, request, session, to, window))
  } catch (error) {
    // The data first: the side that served accepts writes again before the requests come back to it. They come back even when the undoing fails.
    await session.abort().finally(() => window.turnBack(() => route(request, request.from)))
    throw error
  } finally {
    window.close()
  }
}

/** A step that returns after its window is over leads to no other: it has been undone. */
async function insideTheFence(ports: SwitchPorts, request: SwitchRequest, session: SwitchSession, to: Side, window: SwitchWindow): Promise<string> {
  await window.step(() => session.fence())
  await window.step(() => ports.faults.at('switch.fenced'))
  // The router may turn while the data drains: nobody can write on either side until `open`.
  const draining = session.drain(drainPart(window.deadline))
  const [drained, turned] = await Promise.allSettled([draining, window.turning(route(request, to))])
  // Both have ended before either is undone: a router still turning would end up on the wrong side.
  if (drained.status === 'rejected') throw drained.reason
  if (turned.status === 'rejected') throw turned.reason
  await window.step(() => ports.faults.at('switch.drained'))
  await window.step(() => session.fixups())
  await window.step(() => session.snapshots())
  await window.step(() => session.reverse())
  await window.step(() => ports.faults.at('switch.reversed'))
  await window.step(() => session.open())
  return drained.value.position
}

async function route(request: SwitchRequest, side: Side): Promise<void> {
  if (request.router && request.route) await request.router.switchTo(request.route, side)
}
