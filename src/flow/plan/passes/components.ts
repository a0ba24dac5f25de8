import type { Move } from '../schedule/problem.js'
import type { HardNeed } from './group.js'

/** A component while it grows: its systems, and the wave one of them is pinned to. */
interface Component {
  systems: string[]
  wave: number | undefined
}

/**
 * Connected components of the needs. People's pins part what the needs would join: two pinned waves never share a component, and what needs
 * a pinned system moves after it when the wave has no place left for both. What a pinned system needs has to come along all the same.
 */
export function components(moves: readonly Move[], needs: readonly HardNeed[], waveLimits: ReadonlyMap<number, number>): string[][] {
  const componentOf = new Map<string, Component>(moves.map(({ system, pinnedWave }) => [system, { systems: [system], wave: pinnedWave?.wave }]))
  const load = new Map<number, number>()
  for (const { pinnedWave } of moves) if (pinnedWave !== null) load.set(pinnedWave.wave, (load.get(pinnedWave.wave) ?? 0) + 1)
  for (const { from, to } of needs) {
    const [needing, provider] = [componentOf.get(from)!, componentOf.get(to)!]
    if (needing === provider || (needing.wave !== undefined && provider.wave !== undefined && needing.wave !== provider.wave)) continue
    const wave = needing.wave ?? provider.wave
    const comingAlong = wave === undefined
      ? 0
      : (needing.wave === undefined ? needing.systems.length : 0) + (provider.wave === undefined ? provider.systems.length : 0)
    const isFull = wave !== undefined && (load.get(wave) ?? 0) + comingAlong > (waveLimits.get(wave) ?? Infinity)
    if (isFull && needing.wave === undefined) continue
    if (wave !== undefined) load.set(wave, (load.get(wave) ?? 0) + comingAlong)
    const joined: Component = { systems: [...needing.systems, ...provider.systems], wave }
    for (const system of joined.systems) componentOf.set(system, joined)
  }
  return [...new Set(moves.map(({ system }) => componentOf.get(system)!))].map(({ systems }) => systems.toSorted())
}
