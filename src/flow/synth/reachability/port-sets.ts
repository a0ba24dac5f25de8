export const protocols = ['TCP', 'UDP', 'SCTP'] as const
export type Protocol = (typeof protocols)[number]

/** Ports from first to last, both included. */
export interface PortSpan {
  readonly protocol: Protocol
  readonly first: number
  readonly last: number
}

/** Sorted, without overlaps. */
export type PortSet = readonly PortSpan[]

export const lastPort = 65_535
export const noPort: PortSet = []
export const everyPort: PortSet = protocols.map((protocol) => ({ protocol, first: 1, last: lastPort }))

export function onePort(port: number, protocol: Protocol = 'TCP'): PortSet {
  return [{ protocol, first: port, last: port }]
}

export function unionPorts(sets: readonly PortSet[]): PortSet {
  if (sets.includes(everyPort)) return everyPort
  const [first = noPort] = sets
  if (sets.every((set) => set === first)) return first
  const spans = sets.flat().sort((a, b) => order(a) - order(b) || a.first - b.first)
  const merged: PortSpan[] = []
  for (const span of spans) {
    const open = merged.at(-1)
    if (open?.protocol !== span.protocol || span.first > open.last + 1) merged.push(span)
    else if (span.last > open.last) merged[merged.length - 1] = { ...open, last: span.last }
  }
  return merged
}

export function intersectPorts(one: PortSet, other: PortSet): PortSet {
  if (one === everyPort) return other
  if (other === everyPort) return one
  const common: PortSpan[] = []
  for (const { protocol, first, last } of one) {
    for (const span of other) {
      const [from, to] = [Math.max(first, span.first), Math.min(last, span.last)]
      if (span.protocol === protocol && from <= to) common.push({ protocol, first: from, last: to })
    }
  }
  return common
}

/** What is in one set and not in the other. */
export function withoutPorts(one: PortSet, other: PortSet): PortSet {
  return other.reduce<PortSet>((left, hole) => left.flatMap((span) => {
    if (span.protocol !== hole.protocol || span.last < hole.first || hole.last < span.first) return [span]
    const below = { ...span, last: hole.first - 1 }
    const above = { ...span, first: hole.last + 1 }
    return [below, above].filter(({ first, last }) => first <= last)
  }), one)
}

export function includesPort(set: PortSet, port: number, protocol: Protocol): boolean {
  return set.some((span) => span.protocol === protocol && span.first <= port && port <= span.last)
}

function order({ protocol }: PortSpan): number {
  return protocols.indexOf(protocol)
}
