import type { Fact } from '../facts.js'

/** The other end of a flow: namespaces by label, or addresses. */
export type RulePeer =
  | { namespaces: Readonly<Record<string, string>>; pods?: Readonly<Record<string, string>> }
  | { cidrs: readonly string[]; except?: readonly string[] }

export interface PortRange {
  port: number
  protocol: 'TCP' | 'UDP'
}

/** One opening in a namespace that denies everything else. Ports are those of the pods, as policies see them after address translation. */
export interface AllowRule {
  /** Rules of one name are one policy. */
  name: string
  direction: 'ingress' | 'egress'
  /** Labels of the pods that it opens; all of the namespace where nothing is said. */
  own?: Readonly<Record<string, string>>
  peer: RulePeer
  ports: PortRange[]
  /** The facts of the inventory it follows from. */
  because: readonly Fact[]
}

export function tcp(ports: Iterable<number>): PortRange[] {
  return [...new Set(ports)].sort((a, b) => a - b).map((port) => ({ port, protocol: 'TCP' }))
}

/** Rules of one name and one peer become one rule with the ports and the facts of all, in the order of their names. */
export function mergeRules(rules: readonly AllowRule[]): AllowRule[] {
  const known = new Map<string, AllowRule>()
  for (const rule of rules) {
    const key = keyOf(rule)
    const same = known.get(key)
    known.set(key, same ? together(same, rule) : rule)
  }
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule)
}

function together(one: AllowRule, other: AllowRule): AllowRule {
  const because = [...new Set([...one.because, ...other.because])].sort()
  return { ...one, ports: tcp([...one.ports, ...other.ports].map(({ port }) => port)), because }
}

/** A blank sorts before every character that a name may have, so that names stay in their order. */
function keyOf({ name, own, peer }: AllowRule): string {
  return `${name} ${JSON.stringify([own, peer])}`
}
