/** The other end of a flow: namespaces by label, or addresses. */
export type RulePeer = { namespaces: Readonly<Record<string, string>>; pods?: Readonly<Record<string, string>> } | { cidrs: readonly string[] }

export interface PortRange {
  port: number
  protocol: 'TCP' | 'UDP'
}

/** One opening in a namespace that denies everything else. Ports are those of the pods, as policies see them after address translation. */
export interface AllowRule {
  name: string
  direction: 'ingress' | 'egress'
  peer: RulePeer
  ports: PortRange[]
}

export function tcp(ports: Iterable<number>): PortRange[] {
  return [...new Set(ports)].sort((a, b) => a - b).map((port) => ({ port, protocol: 'TCP' }))
}

/** Rules of one name become one rule with the ports of all, in the order of their names. */
export function mergeRules(rules: readonly AllowRule[]): AllowRule[] {
  const byName = new Map<string, AllowRule>()
  for (const rule of rules) {
    const known = byName.get(rule.name)
    byName.set(rule.name, known ? { ...known, ports: tcp([...known.ports, ...rule.ports].map(({ port }) => port)) } : rule)
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
