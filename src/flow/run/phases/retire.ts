import { hours, minutes } from '../../../model/duration.js'
import type { PhaseDefinition } from '../../../model/step.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { definePhase } from '../define-phase.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, reach, reachInOrder } from '../record.js'

/** A confirmed zombie: its door is closed, its data kept as one file that can be read back. Nothing is moved. */
export function retirePhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'retire',
    steps: [
      {
        name: 'close-door', timeout: minutes(10), maxAttempts: 5,
        body: async (input) => {
          const { origin, archivePath } = await ports.wiring(input.system, input.run)
          // Before the door is closed: a system without a place for its data goes on serving.
          if (archivePath === null) throw new DiagnosticError(problem('RUN_NO_ARCHIVE', { system: input.system }))
          await reach(ports, input, 'closing')
          await ports.mover.retire(origin)
          return {}
        },
      },
      {
        name: 'archive', timeout: hours(24), maxAttempts: 3,
        body: async (input, context) => {
          const { origin, archivePath } = await ports.wiring(input.system, input.run)
          if (archivePath === null) throw new DiagnosticError(problem('RUN_NO_ARCHIVE', { system: input.system }))
          const result = await ports.archive.write(origin, archivePath, context)
          await keepEvidence(ports, input, 'archive', result)
          await reachInOrder(ports, input, ['archived', 'retired'], { bytes: result.bytes, sha256: result.sha256 })
          return result
        },
      },
    ],
    next: () => [],
  })
}
