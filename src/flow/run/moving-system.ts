import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DataMove } from '../../ports/data-mover.js'
import type { PhaseInput } from './input.js'
import type { RunPorts, SystemWiring } from './ports.js'

export type MovingSystem = SystemWiring & { readonly move: DataMove }

/** The wiring of a system that moves; a system without a target endpoint cannot. */
export async function movingSystem(ports: RunPorts, input: PhaseInput): Promise<MovingSystem> {
  const wiring = await ports.wiring(input.system, input.run)
  if (!wiring.move) throw new DiagnosticError(problem('RUN_NO_TARGET', { system: input.system }))
  return { ...wiring, move: wiring.move }
}
