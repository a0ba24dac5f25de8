import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import type { PlaceFacts } from '../assess.js'
import { createPlan } from '../plan/create.js'
import { readPlan } from '../plan/verify.js'

export interface WaveRequest {
  readonly wave: number
  /** File of the dated plan; made anew when left out. */
  readonly file?: string | undefined
}

export interface WaveSystems {
  readonly systems: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The systems of a wave that have stacks; none, and why, when the plan cannot be read, is stale, or has no such wave. */
export async function systemsOfWave({ wave, file }: WaveRequest, facts: PlaceFacts, { place, units }: Blueprint): Promise<WaveSystems> {
  const { plan, diagnostics } = file === undefined ? createPlan(facts) : await readPlan(file, facts)
  if (!plan) return { systems: [], diagnostics }
  const built = new Set(units.flatMap((unit) => (unit.kind === 'system' ? [unit.system] : [])))
  const waves = plan.waves.map(({ no, systems }) => ({ no, systems: systems.filter((system) => built.has(system)) })).filter(({ systems }) => systems.length > 0)
  const chosen = waves.find(({ no }) => no === wave)
  if (chosen) return { systems: chosen.systems, diagnostics: [] }
  return { systems: [], diagnostics: [problem('STK_UNKNOWN_WAVE', { place, wave, known: waves.map(({ no }) => no).join(', ') || '-' })] }
}
