import { Watch } from '../../flow/run/watch/watch.js'
import type { RunPorts } from '../../flow/run/ports.js'
import type { EngineControl } from '../../engine/engine.js'
import { seconds, type Duration } from '../../model/duration.js'
import type { Clock } from '../../ports/clock.js'
import type { RunStore, SystemRecord } from '../../ports/run-store.js'

const PAUSE_LOOK = seconds(1)
const FEED_LOOK = seconds(30)

/** Phases that hold both sides of a system. */
const SWITCHES: readonly string[] = ['cutover', 'rollback']

/** Who has paused what, as the run's record says: read every second, so that asking costs nothing. */
export class PauseView {
  private held: ReadonlySet<string> = new Set()

  readonly isPaused = (system: string): boolean => this.held.has(system)

  /** Reads until aborted; a record that does not answer leaves everything as it was. */
  async follow(store: RunStore, place: string, clock: Clock, signal: AbortSignal): Promise<void> {
    await every(PAUSE_LOOK, clock, signal, async () => {
      const run = await store.latestRun(place)
      this.held = new Set(run ? (await store.pauses(run.id)).map(({ system }) => system) : [])
    })
  }
}

/** Looks after the feeds of the place's latest run until aborted. */
export async function watchFeeds(ports: RunPorts, control: EngineControl, place: string, signal: AbortSignal): Promise<void> {
  const { mover, store, clock, wiring } = ports
  const watch = new Watch({
    mover, store, clock, wiring,
    switching: (record) => isSwitching(control, record),
    halt: ({ run, system, attempt }) => control.cancel(`${run}/${system}/${attempt}/`),
  })
  await every(FEED_LOOK, clock, signal, async () => {
    const run = await store.latestRun(place)
    // Not awaited: a server that hangs must not keep the others from being looked at.
    if (run) void watch.look(run.id).catch(() => undefined)
  })
}

async function isSwitching(control: EngineControl, { run, system, attempt }: SystemRecord): Promise<boolean> {
  const phases = await control.list({ prefix: `${run}/${system}/${attempt}/`, status: 'running' })
  return phases.some(({ phase }) => SWITCHES.includes(phase))
}

async function every(pause: Duration, clock: Clock, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work().catch(() => undefined)
    await clock.sleep(pause, signal)
  }
}
