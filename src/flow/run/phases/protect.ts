import { hours } from '../../../model/duration.js'
import type { PhaseDefinition, StepContext } from '../../../model/step.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { definePhase, follow } from '../define-phase.js'
import type { PhaseInput } from '../input.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, reach } from '../record.js'

/** The new primary gets its replica on the DR site, and the replica a drill on a clone of itself: trial → dr_ready. */
export function protectPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'protect',
    steps: [
      { name: 'replica', timeout: hours(24), maxAttempts: 5, body: (input, context) => build(ports, input, context) },
      { name: 'drill', timeout: hours(12), maxAttempts: 3, body: (input, context) => drill(ports, input, context) },
    ],
    next: (input) => [follow(input, 'commit')],
  })
}

async function build(ports: RunPorts, input: PhaseInput, context: StepContext) {
  const { replica } = await ports.wiring(input.system, input.run)
  if (!replica) return { skipped: true }
  const { bytes, milliseconds } = await ports.replica.build(replica, context)
  return { bytes, milliseconds }
}

async function drill(ports: RunPorts, input: PhaseInput, context: StepContext) {
  const { replica } = await ports.wiring(input.system, input.run)
  if (!replica) return { skipped: true }
  await ports.faults.at('drill.started')
  const result = await ports.replica.drill(replica, context)
  await keepEvidence(ports, input, 'drill', result)
  if (result.result !== 'pass') throw new DiagnosticError(problem('RUN_DRILL_FAILED', { system: input.system, checks: result.checks.filter(({ pass }) => !pass).map(({ name }) => name).join(', ') }))
  await reach(ports, input, 'dr_ready', { rtoMs: result.rtoMs, rpoMs: result.rpoMs })
  return { rtoMs: result.rtoMs, rpoMs: result.rpoMs }
}
