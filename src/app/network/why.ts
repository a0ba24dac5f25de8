import { problem, type Diagnostic, type SourceRange } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import { parseFact, type Fact, type FactKind } from '../../flow/synth/facts.js'
import { evaluator, type Evaluator, type Side } from '../../flow/synth/reachability/evaluate.js'
import type { Endpoint, Network } from '../../flow/synth/reachability/network.js'
import { openPorts, pathsBetween, type Hop, type Path } from '../../flow/synth/reachability/paths.js'
import type { PlaceOnDisk } from '../inventory/read-place.js'
import { adviceFor, type Advice } from './advice.js'
import { knownNames, namedEnd, podPortOf, usualPort, type AskedPort, type PlacedSystems } from './ends.js'
import { placeNetworks, type PlaceNetworks } from './networks.js'

export type { Advice } from './advice.js'

export interface WhyRequest {
  readonly from: string
  readonly to: string
  readonly port?: number
  /** Id of a site or a role; the primary sites where nothing is said. */
  readonly site?: string
}

/** A fact of the inventory that opened a rule, and the line it stands in. */
export interface FactAnswer {
  readonly kind: FactKind
  readonly ids: readonly string[]
  readonly at: SourceRange | null
}

export interface RuleAnswer {
  /** `namespace/name` of the NetworkPolicy. */
  readonly policy: string
  readonly direction: 'ingress' | 'egress'
  /** From 0, in the order of the policy. */
  readonly rule: number
  readonly facts: readonly FactAnswer[]
}

export interface SideAnswer {
  readonly state: Side['state']
  readonly rules: readonly RuleAnswer[]
}

export interface HopAnswer {
  readonly from: string
  readonly to: string
  readonly port: number
  readonly reachable: boolean
  readonly egress: SideAnswer
  readonly ingress: SideAnswer
}

/** Whether one may reach the other at one site, over which hops and rules, and what to declare when not. */
export interface WhyAnswer extends AskedPort {
  readonly site: string
  readonly from: string
  readonly to: string
  readonly reachable: boolean
  readonly hops: readonly HopAnswer[]
  readonly advice: Advice | null
}

export interface WhyResult extends Pick<PlaceNetworks, 'diagnostics' | 'sources'> {
  readonly answers: readonly WhyAnswer[]
}

/** May one end reach the other, by the policies that would be applied? A gate's problem for each site where it may not. */
export async function whyReachable(root: string, name: string, { from, to, port, site = 'primary' }: WhyRequest): Promise<WhyResult> {
  const { diagnostics, sources, place, loaded } = await placeNetworks(root, name, site)
  if (!loaded) return { diagnostics, sources, answers: [] }
  const asked = loaded.networks.map((network) => ask(network, loaded, place, { from, to, ...(port === undefined ? {} : { port }) }))
  const answers = asked.flatMap(({ answer }) => answer ?? [])
  // A system of another cloud is at that cloud's sites; elsewhere nobody knows it.
  const strangers = answers.length > 0 ? [] : asked.flatMap((result) => result.unknown)
  const denied = answers.filter(({ reachable }) => !reachable).map((answer) => problem('NET_NOT_REACHABLE', { site: answer.site, from, to, port: answer.port }))
  return { diagnostics: [...diagnostics, ...strangers, ...denied], sources, answers }
}

function ask(network: Network, systems: PlacedSystems, place: PlaceOnDisk, request: WhyRequest): { answer?: WhyAnswer; unknown: Diagnostic[] } {
  const [from, to] = [request.from, request.to].map((name) => namedEnd(name, network, systems))
  if (!from || !to) {
    const strangers = [...(from ? [] : [request.from]), ...(to ? [] : [request.to])]
    return { unknown: strangers.map((name) => unknownEnd(name, network, systems)) }
  }
  const judge = evaluator(network)
  const pairs = from.endpoints.flatMap((source) => to.endpoints.flatMap((target) => (isOurs(source, target) ? [[source, target] as const] : [])))
  const [one] = pairs
  if (!one) return { unknown: [problem('NET_NOTHING_BETWEEN', { from: request.from, to: request.to, site: network.site })] }
  const { port, protocol } = request.port === undefined ? (openPort(judge, pairs) ?? usualPort(to)) : podPortOf(request.port, to)
  const path = bestPath(judge, [one, ...pairs.slice(1)], { port, protocol })
  const advice = path.reachable ? null : adviceFor({ from: request.from, to: request.to, port, path, systems, locations: place.locations })
  const hops = path.hops.map((hop) => hopAnswer(hop, place))
  return { answer: { site: network.site, from: request.from, to: request.to, port, protocol, reachable: path.reachable, hops, advice }, unknown: [] }
}

function unknownEnd(end: string, network: Network, systems: PlacedSystems): Diagnostic {
  const suggestion = suggest(end, knownNames(network, systems))
  return problem('NET_UNKNOWN_END', { end, place: systems.inventory.place, site: network.site }, suggestion === undefined ? {} : { suggestion })
}

type Pair = readonly [from: Endpoint, to: Endpoint]

function openPort(judge: Evaluator, pairs: readonly Pair[]): AskedPort | undefined {
  const [span] = pairs.flatMap(([from, to]) => openPorts(judge, from, to))
  return span && { port: span.first, protocol: span.protocol }
}

/** Of what happens between two addresses outside, and within one endpoint, no policy of the cluster says anything. */
function isOurs(from: Endpoint, to: Endpoint): boolean {
  return from !== to && !('addresses' in from && 'addresses' in to)
}

/** A way that passes, the direct one first; else the one that gets furthest. */
function bestPath(judge: Evaluator, [first, ...others]: readonly [Pair, ...Pair[]], { port, protocol }: AskedPort): Path {
  const ways = ([from, to]: Pair) => pathsBetween(judge, from, to, port, protocol)
  return [...ways(first), ...others.flatMap(ways)].reduce((best, path) => (closeness(path) > closeness(best) ? path : best))
}

/** A way whose every side knows its peer lacks only a port; of the others, one that passes the first hop, then the direct one, is told. */
function closeness(path: Path): number {
  const { hops } = path
  const known = hops.every(({ verdict }) => [verdict.egress, verdict.ingress].every(({ state }) => state !== 'denied'))
  return (path.reachable ? 8 : 0) + (known ? 4 : 0) + (hops.length > 1 && hops[0]?.verdict.reachable ? 2 : 0) + (hops.length === 1 ? 1 : 0)
}

function hopAnswer({ from, to, port, verdict }: Hop, place: PlaceOnDisk): HopAnswer {
  const [egress, ingress] = [sideAnswer(verdict.egress, place), sideAnswer(verdict.ingress, place)]
  return { from: from.id, to: to.id, port, reachable: verdict.reachable, egress, ingress }
}

function sideAnswer({ state, openings }: Side, place: PlaceOnDisk): SideAnswer {
  const rules = openings.map(({ policy, direction, rule, openedBy }) => {
    return { policy: `${policy.namespace}/${policy.name}`, direction, rule, facts: openedBy.flatMap((fact) => factAnswer(fact, place)) }
  })
  return { state, rules }
}

const listOf: Partial<Record<FactKind, string>> = { domain: 'domains', system: 'systems', legacy: 'systems' }

function factAnswer(fact: Fact, { locations }: PlaceOnDisk): FactAnswer[] {
  const parsed = parseFact(fact)
  if (!parsed) return []
  const list = listOf[parsed.kind]
  const key = list === undefined ? `dependencies/${fact.slice('dependency:'.length)}` : `${list}/${parsed.ids[0]}`
  return [{ ...parsed, at: locations.get(key) ?? null }]
}
