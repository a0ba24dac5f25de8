import type { PhaseDefinition } from '../../../model/step.js'
import type { PhaseName } from '../phase-names.js'
import type { RunPorts } from '../ports.js'
import { closePhase } from './close.js'
import { commitPhase } from './commit.js'
import { copyPhase } from './copy.js'
import { cutoverPhase } from './cutover.js'
import { protectPhase } from './protect.js'
import { provisionPhase } from './provision.js'
import { rehearsePhase } from './rehearse.js'
import { retirePhase } from './retire.js'
import { rollbackPhase } from './rollback.js'
import { verifyPhase } from './verify.js'

const makers = {
  provision: provisionPhase,
  copy: copyPhase,
  rehearse: rehearsePhase,
  cutover: cutoverPhase,
  verify: verifyPhase,
  protect: protectPhase,
  commit: commitPhase,
  close: closePhase,
  retire: retirePhase,
  rollback: rollbackPhase,
} as const satisfies Record<PhaseName, (ports: RunPorts) => PhaseDefinition>

/** Number of the phase contract: rises only when a phase's own step order changes, so that a running migration survives an upgrade. */
export const PHASE_CONTRACT = 'phases-1'

export function runPhases(ports: RunPorts): readonly PhaseDefinition[] {
  return Object.values(makers).map((make) => make(ports))
}
