import { hours, minutes } from '../../../model/duration.js'
import type { PhaseDefinition } from '../../../model/step.js'
import { definePhase, follow } from '../define-phase.js'
import { afterGate, gateStep, isOpen } from '../gate-step.js'
import { movingSystem } from '../moving-system.js'
import type { RunPorts } from '../ports.js'
import { reach } from '../record.js'

/** The only act that cannot be taken back, signed by two people: the reverse feed ends, the old side stays fenced. */
export function commitPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'commit',
    steps: [
      { name: 'gate', timeout: minutes(1), maxAttempts: 5, body: (input) => gateStep(ports, input, 'commit') },
      {
        name: 'finish', timeout: hours(1), maxAttempts: 5, when: isOpen,
        body: async (input, context) => {
          const { move } = await movingSystem(ports, input)
          await ports.mover.finish(move, context)
          await reach(ports, input, 'live')
          return {}
        },
      },
    ],
    next: (input, results) => afterGate(input, results, 'commit', [follow(input, 'close')]),
  })
}
