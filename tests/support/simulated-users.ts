import type { Simulator } from '../../src/adapters/simulator/index.js'
import { milliseconds } from '../../src/model/duration.js'
import type { Side } from '../../src/ports/data-mover.js'

/** Users of one simulated system who write to whichever side accepts them, in its time. `stop` gives what was acknowledged. */
export function simulatedUsers(simulator: Simulator, system: string, everyMs: number): { stop(): ReadonlySet<number> } {
  const acknowledged = new Set<number>()
  let running = true
  const keepWriting = async () => {
    for (let side: Side = 'source'; running; await simulator.clock.sleep(milliseconds(everyMs))) {
      const key = simulator.write(system, side)
      if (key === undefined) side = side === 'source' ? 'target' : 'source'
      else acknowledged.add(key)
    }
  }
  void keepWriting()
  return {
    stop() {
      running = false
      return acknowledged
    },
  }
}
