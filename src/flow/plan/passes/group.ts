import type { Inventory } from '../../inventory/schema/inventory.js'
import type { Reason } from '../../assessment/assessment.js'
import type { Move } from '../schedule/problem.js'
import { components } from './components.js'
import { stronglyConnected } from './strongly-connected.js'

/** Soft beyond hard co-moves: more systems in one night make every room later (planner measurements: cap 12 cost 3.8 times the lateness of cap 6). */
export const GROUP_CAP = 8

export interface Group {
  id: string
  moves: Move[]
  reasons: Reason[]
}

/** A hard need of one moving system for another; `from` needs `to`. */
export interface HardNeed {
  from: string
  to: string
}

/** Hard dependencies between systems that move; one on a system that merges is one on its survivor. */
export function hardNeeds(moves: readonly Move[], { dependencies }: Inventory, survivors: ReadonlyMap<string, string>): HardNeed[] {
  const moving = new Set(moves.map(({ system }) => system))
  const resolve = (system: string) => {
    let survivor = system
    for (const seen = new Set<string>(); survivors.has(survivor) && !seen.has(survivor); survivor = survivors.get(survivor)!) seen.add(survivor)
    return survivor
  }
  return dependencies.filter(({ criticality }) => criticality === 'hard').map(({ from, to }) => ({ from: resolve(from), to: resolve(to) }))
    .filter(({ from, to }) => from !== to && moving.has(from) && moving.has(to))
}

/** Joins what hard needs join, up to the cap, and never across two pinned waves; soft dependencies join nothing. */
export function groupMoves(moves: readonly Move[], needs: readonly HardNeed[], cap: number, waveLimits: ReadonlyMap<number, number> = new Map()): Group[] {
  const bySystem = new Map(moves.map((move) => [move.system, move]))
  return components(moves.toSorted((a, b) => (a.system < b.system ? -1 : 1)), needs, waveLimits).flatMap((systems) => {
    const chunks = systems.length <= cap ? [systems] : chunksOf(systems, needs, cap)
    return chunks.map((chunk) => {
      const members = chunk.toSorted()
      return { id: `group-${members[0]}`, moves: members.map((system) => bySystem.get(system)!), reasons: reasonsFor(members, systems.length, cap, needs) }
    })
  })
}

function reasonsFor(members: readonly string[], linked: number, cap: number, needs: readonly HardNeed[]): Reason[] {
  if (linked === 1) return [{ code: 'alone', params: {} }]
  const links = needs.filter(({ from, to }) => members.includes(from) && members.includes(to)).map(({ from, to }) => `${from} → ${to}`)
  const joined = links.length === 0 ? [] : [{ code: 'linked_hard', params: { links: [...new Set(links)].sort().join(', ') } }]
  return linked <= cap ? joined : [...joined, { code: 'split_by_size', params: { size: linked, cap } }]
}

/** Cuts a large component along the order of needs, providers first, so that no group needs a later one; cycles stay whole where they fit. */
function chunksOf(systems: readonly string[], needs: readonly HardNeed[], cap: number): string[][] {
  const chunks: string[][] = [[]]
  for (const cycle of stronglyConnected(systems, needs)) {
    if (chunks.at(-1)!.length + cycle.length > cap && chunks.at(-1)!.length > 0) chunks.push([])
    for (const system of cycle) {
      if (chunks.at(-1)!.length === cap) chunks.push([])
      chunks.at(-1)!.push(system)
    }
  }
  return chunks
}
