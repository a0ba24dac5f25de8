import { hours } from '../../../model/duration.js'
import type { PhaseDefinition } from '../../../model/step.js'
import { definePhase } from '../define-phase.js'
import { movingSystem } from '../moving-system.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, tell } from '../record.js'
import { switchOrResume } from '../resume-switch.js'

/** The way back, with all that was written since: the same switch with the sides exchanged. */
export function rollbackPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'rollback',
    steps: [
      {
        name: 'switch-back', timeout: hours(6), maxAttempts: 5,
        body: async (input, context) => {
          const wiring = await movingSystem(ports, input)
          await tell(ports, input, 'step.started', { step: 'rollback' })
          const { opened, proof } = await switchOrResume(ports, input, wiring, 'target', 'rolled_back', context)
          if (opened) await keepEvidence(ports, input, 'switch', opened)
          await keepEvidence(ports, input, 'proof', proof)
          await tell(ports, input, 'check.result', { check: 'rollback', result: proof.result })
          return { proof: proof.result }
        },
      },
    ],
    next: () => [],
  })
}
