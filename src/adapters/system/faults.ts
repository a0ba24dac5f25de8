import { faultPoints, type FaultPoint } from '../../model/fault-points.js'
import type { Faults } from '../../ports/faults.js'

export const noFaults: Faults = { at: async () => undefined }

/** Kills this process, as `kill -9` would, at the named point: tests of resumption set it for one worker's life. */
export function killAt(name: string): Faults {
  if (!(faultPoints as readonly string[]).includes(name)) throw new Error(`no fault point ${name}; there are: ${faultPoints.join(', ')}`)
  return {
    async at(point: FaultPoint) {
      if (point !== name) return
      process.kill(process.pid, 'SIGKILL')
      await new Promise(() => undefined)
    },
  }
}
