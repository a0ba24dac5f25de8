import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DataMove } from '../../ports/data-mover.js'
import type { PhaseInput } from './input.js'
import type { RunPorts, SystemWiring } from './ports.js'

/** The wiring of a system that moves; a system without a target endpoint cannot. */
export async function movingSystem(ports: RunPorts, input: PhaseInput): Promise<SystemWiring & { readonly move: DataMove }> {
  const wiring = await ports.wiring(input.system, input.run)
  if (!wiring.move) throw new DiagnosticError(problem('RUN_NO_TARGET', { system: input.system }))
  return { ...wiring, move: wiring.move }
}
