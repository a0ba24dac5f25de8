import { hours, minutes } from '../../../model/duration.js'
import type { NextPhase, PhaseDefinition, StepResults } from '../../../model/step.js'
import { definePhase, follow } from '../define-phase.js'
import { afterGate, gateStep, isOpen } from '../gate-step.js'
import type { PhaseInput } from '../input.js'
import { movingSystem } from '../moving-system.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence } from '../record.js'
import { switchOrResume } from '../resume-switch.js'

/** The outage: gate, then fence to open in one step (a record between them would lengthen it), then the proof. */
export function cutoverPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'cutover',
    steps: [
      { name: 'gate', timeout: minutes(1), maxAttempts: 5, body: (input) => gateStep(ports, input, 'cutover') },
      {
        name: 'switch', timeout: hours(6), maxAttempts: 3, when: isOpen,
        body: async (input, context) => {
          const wiring = await movingSystem(ports, input)
          const { opened, proof } = await switchOrResume(ports, input, wiring, 'source', 'cutover', context)
          if (opened) await keepEvidence(ports, input, 'switch', opened)
          const evidence = await keepEvidence(ports, input, 'proof', proof)
          return { proof: proof.result, method: proof.method, evidence: evidence.id }
        },
      },
    ],
    next: afterSwitch,
  })
}

/** Equal: verify. Different: the writes go back while the reverse feed still holds everything. */
function afterSwitch(input: PhaseInput, results: StepResults): readonly NextPhase[] {
  return afterGate(input, results, 'cutover', [follow(input, results['switch']?.['proof'] === 'pass' ? 'verify' : 'rollback')])
}
