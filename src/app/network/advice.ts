import type { SourceRange } from '../../diagnostics/diagnostic.js'
import { fact, parseFact } from '../../flow/synth/facts.js'
import type { Path } from '../../flow/synth/reachability/paths.js'
import { domainRules } from '../../model/domain-rules.js'
import { domainOf, type PlacedSystems } from './ends.js'

/**
 * What would open a way: a new dependency, the port or the direction of one that is there, an exchange; or why nothing that can be declared would.
 * `at` is the line to change, or the record that stands against it.
 */
export interface Advice {
  readonly kind:
    | 'declare-dependency' | 'state-port' | 'other-direction' | 'declare-exchange'
    | 'closed-domain' | 'isolated' | 'only-by-gateway' | 'nothing-to-declare'
  /** Line to write, as it would stand in a file of the inventory; null where there is none. */
  readonly line: string | null
  readonly domains: readonly string[]
  readonly at: SourceRange | null
}

export interface DeniedFlow {
  readonly from: string
  readonly to: string
  readonly port: number
  readonly path: Path
  readonly systems: PlacedSystems
  readonly locations: ReadonlyMap<string, SourceRange>
}

export function adviceFor({ from, to, port, path, systems, locations }: DeniedFlow): Advice {
  const { inventory } = systems
  const known = new Set([...inventory.systems, ...inventory.platforms].map(({ id }) => id))
  const [own, other] = [from, to].map((name) => inventory.domains.find(({ id }) => id === domainOf(name, systems)))
  const domains = [own, other].flatMap((domain) => domain?.id ?? [])
  const place = (domain: string | undefined): SourceRange | null => locations.get(`domains/${domain}`) ?? null
  if (!known.has(to)) return { kind: 'nothing-to-declare', line: null, domains, at: null }
  if (!known.has(from)) return { kind: 'only-by-gateway', line: null, domains, at: place(other?.id) }
  const line = `dependencies: - { from: ${from}, to: ${to}, kind: api, port: ${port}, criticality: soft, source: self_report }`
  const stated = statedDependency(path)
  if (stated) return { kind: 'state-port', line: `port: ${port}`, domains, at: locations.get(`dependencies/${stated}`) ?? null }
  const opposite = oppositeDependency(from, to, inventory)
  if (opposite) return { kind: 'other-direction', line: 'direction: both', domains, at: locations.get(`dependencies/${opposite}`) ?? null }
  if (!own || !other || own === other) return { kind: 'declare-dependency', line, domains, at: null }
  const closed = [own, other].find(({ kind }) => !domainRules[kind].exchange)
  if (closed) return { kind: 'closed-domain', line: null, domains: [closed.id], at: place(closed.id) }
  if (own.isolatedFrom?.includes(other.id)) return { kind: 'isolated', line: null, domains, at: place(own.id) }
  if (other.isolatedFrom?.includes(own.id)) return { kind: 'isolated', line: null, domains, at: place(other.id) }
  const exchanges = new Set(inventory.platforms.filter(({ kind }) => kind === 'exchange_gateway').map(({ id }) => id))
  const joined = [own, other].some(({ exchange }) => exchange !== undefined && exchanges.has(exchange))
  if (!joined) return { kind: 'declare-exchange', line: 'exchange: …', domains, at: place(own.id) }
  return { kind: 'declare-dependency', line, domains, at: null }
}

/** The dependency, `from>to:kind`, whose rules know both ends on another port. */
function statedDependency({ hops }: Path): string | undefined {
  const openings = hops.flatMap(({ verdict }) => [verdict.egress, verdict.ingress]).filter(({ state }) => state === 'other-port').flatMap((side) => side.openings)
  return dependencyIn(openings.flatMap(({ openedBy }) => openedBy))
}

/** The dependency between two that the other one makes its calls by: its owner calls what it needs, unless that delivers by itself. */
function oppositeDependency(from: string, to: string, { dependencies }: PlacedSystems['inventory']): string | undefined {
  const found = dependencies.find((known) => (known.direction === 'push' ? known.from === from && known.to === to : known.from === to && known.to === from))
  return found && dependencyIn([fact.dependency(found.from, found.to, found.kind)])
}

function dependencyIn(facts: readonly string[]): string | undefined {
  return facts.find((text) => parseFact(text)?.kind === 'dependency')?.slice('dependency:'.length)
}
