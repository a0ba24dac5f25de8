import { hours, minutes } from '../../../model/duration.js'
import type { PhaseDefinition } from '../../../model/step.js'
import { definePhase } from '../define-phase.js'
import { afterGate, gateStep, isOpen } from '../gate-step.js'
import type { RunPorts } from '../ports.js'
import { reachInOrder } from '../record.js'

/** The old environment is closed for good once the DR drill has passed and nobody can log in there: live → old_off → closed. */
export function closePhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'close',
    steps: [
      { name: 'gate', timeout: minutes(1), maxAttempts: 5, body: (input) => gateStep(ports, input, 'close') },
      {
        name: 'close', timeout: hours(1), maxAttempts: 5, when: isOpen,
        body: async (input) => {
          const { origin } = await ports.wiring(input.system, input.run)
          await ports.mover.retire(origin)
          await reachInOrder(ports, input, ['old_off', 'closed'])
          return {}
        },
      },
    ],
    next: (input, results) => afterGate(input, results, 'close', []),
  })
}
