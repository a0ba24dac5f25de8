import { textAt } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, listOf, type Entry, type PlaceData } from '../place-data.js'

/** One arrow of a graph and the record and field that draw it. */
interface Edge {
  readonly from: string
  readonly to: string
  readonly entry: Entry
  readonly key: string
}

/** Circles among dependencies, each once, printed as a path `a → b → a`. */
export function dependencyCycles(data: PlaceData): Finding[] {
  return cyclesIn(edgesOf(data, 'dependencies', 'from', 'to')).map((cycle) => cycleFinding('INV_DEPENDENCY_CYCLE', cycle))
}

const hierarchies = [['organisations', 'parent'], ['platforms', 'upstream'], ['systems', 'parentSystem'], ['lines', 'replacedBy']] as const

/** Records that are their own parent, over however many steps. */
export function hierarchyCycles(data: PlaceData): Finding[] {
  return hierarchies.flatMap(([list, key]) => cyclesIn(edgesOf(data, list, 'id', key)).map((cycle) => cycleFinding('INV_HIERARCHY_CYCLE', cycle)))
}

function edgesOf(data: PlaceData, list: string, fromKey: string, key: string): Edge[] {
  return entriesIn(data, list).flatMap((entry) => {
    const [from, to] = [textAt(entry.record, fromKey), textAt(entry.record, key)]
    return from === undefined || to === undefined ? [] : [{ from, to, entry, key }]
  })
}

/** The last edge closes the circle, so it is the one that is shown. */
function cycleFinding(code: 'INV_DEPENDENCY_CYCLE' | 'INV_HIERARCHY_CYCLE', cycle: readonly Edge[]): Finding {
  const last = cycle.at(-1)!
  const path = [cycle[0]!.from, ...cycle.map(({ to }) => to)].join(' → ')
  return { code, params: { path, key: last.key }, file: last.entry.file, path: [...last.entry.path, last.key], part: 'value' }
}

type Graph = ReadonlyMap<string, readonly Edge[]>

/** A shortest circle through every node that lies on one and on none reported before; nodes in alphabetical order. */
function cyclesIn(edges: readonly Edge[]): Edge[][] {
  const graph = onCircles(edges)
  const reported = new Set<string>()
  return [...graph.keys()].sort().flatMap((start) => {
    const cycle = reported.has(start) ? [] : shortestCycle(start, graph)
    for (const { from } of cycle) reported.add(from)
    return cycle.length > 0 ? [cycle] : []
  })
}

/** Takes away, again and again, every node nothing leads to; what is left lies on a circle or behind one, and is small in a healthy inventory. */
function onCircles(edges: readonly Edge[]): Graph {
  const graph = new Map<string, Edge[]>()
  const arriving = new Map<string, number>()
  for (const edge of edges) {
    listOf(graph, edge.from).push(edge)
    arriving.set(edge.to, (arriving.get(edge.to) ?? 0) + 1)
  }
  const free = [...graph.keys()].filter((node) => !arriving.has(node))
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    for (const { to } of graph.get(node) ?? []) {
      const left = (arriving.get(to) ?? 0) - 1
      arriving.set(to, left)
      if (left === 0) free.push(to)
    }
    graph.delete(node)
  }
  return graph
}

/** Breadth first from a node back to itself; empty when there is no way. */
function shortestCycle(start: string, graph: Graph): Edge[] {
  const arrivedBy = new Map<string, Edge>()
  const queue = [start]
  for (const node of queue) {
    for (const edge of graph.get(node) ?? []) {
      if (edge.to === start) return [...wayTo(node, start, arrivedBy), edge]
      if (arrivedBy.has(edge.to)) continue
      arrivedBy.set(edge.to, edge)
      queue.push(edge.to)
    }
  }
  return []
}

function wayTo(node: string, start: string, arrivedBy: ReadonlyMap<string, Edge>): Edge[] {
  const way: Edge[] = []
  for (let at = node; at !== start;) {
    const edge = arrivedBy.get(at)!
    way.unshift(edge)
    at = edge.from
  }
  return way
}
