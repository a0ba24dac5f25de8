import { hours } from '../../../model/duration.js'
import type { PhaseDefinition } from '../../../model/step.js'
import { definePhase, follow, PATIENT } from '../define-phase.js'
import { movingSystem } from '../moving-system.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, reach } from '../record.js'

/** Slot, snapshot, copy and the start of the feed are one step: the snapshot lives only as long as the session that exported it. */
export function copyPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'copy',
    steps: [
      {
        name: 'copy', timeout: hours(72), maxAttempts: PATIENT,
        body: async (input, context) => {
          const { move } = await movingSystem(ports, input)
          const { feed, copied } = await ports.mover.status(move)
          if (feed && copied) {
            // A system that was rolled back still has its data on both sides and a feed between them.
            await reach(ports, input, 'syncing', { continued: true })
            return { continued: true }
          }
          await ports.faults.at('copy.started')
          const result = await ports.mover.copy(move, context)
          await keepEvidence(ports, input, 'copy', result)
          await reach(ports, input, 'syncing', result)
          return result
        },
      },
    ],
    next: (input) => [follow(input, 'rehearse')],
  })
}
