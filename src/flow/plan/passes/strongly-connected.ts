import type { HardNeed } from './group.js'

/** Tarjan's strongly connected components, in the order of needs: what is needed comes before what needs it (SIAM J. Comput. 1 (1972) 146-160). */
export function stronglyConnected(systems: readonly string[], needs: readonly HardNeed[]): string[][] {
  const targets = new Map<string, string[]>(systems.map((system) => [system, []]))
  for (const { from, to } of needs) if (targets.has(to)) targets.get(from)?.push(to)
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const components: string[][] = []

  function visit(system: string): void {
    index.set(system, index.size)
    low.set(system, index.get(system)!)
    stack.push(system)
    for (const target of targets.get(system)!.toSorted()) {
      if (!index.has(target)) visit(target)
      if (stack.includes(target)) low.set(system, Math.min(low.get(system)!, low.get(target)!))
    }
    if (low.get(system) === index.get(system)) components.push(stack.splice(stack.indexOf(system)).sort())
  }

  for (const system of systems) if (!index.has(system)) visit(system)
  return components
}
