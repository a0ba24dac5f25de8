import { textAt } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, type Entry, type PlaceData } from '../place-data.js'
import { domainIndex, type DomainIndex, type KnownDomain } from './domain-index.js'

/** Kinds of dependencies that need no path through the network. */
const offline: readonly (string | undefined)[] = ['manual', 'hardware']

/** Dependencies between two domains of which one lets nothing through, of which one is said to be isolated from the other, or without an exchange. */
export function flowProblems(data: PlaceData): Finding[] {
  const index = domainIndex(data)
  return entriesIn(data, 'dependencies').filter(({ record }) => !offline.includes(textAt(record, 'kind'))).flatMap((entry) => flowProblem(entry, index))
}

function flowProblem(entry: Entry, index: DomainIndex): Finding[] {
  const [from, to] = [textAt(entry.record, 'from') ?? '', textAt(entry.record, 'to') ?? '']
  const [own, other] = [from, to].map((id) => index.domains.get(index.domainOf(id) ?? ''))
  // The exchange stands between domains; what it is asked for and asks for crosses none.
  if (own === undefined || other === undefined || own === other || [from, to].some((id) => index.gateways.has(id))) return []
  const params = { from, to, fromDomain: own.id, toDomain: other.id }
  const closed = [own, other].find(({ rules }) => rules?.exchange === false)
  const kind = textAt(closed?.entry.record, 'kind') ?? ''
  if (closed) return [{ ...fault(entry), code: 'NET_FLOW_INTO_CLOSED_DOMAIN', params: { ...params, closed: closed.id, kind } }]
  if (own.isolatedFrom.includes(other.id) || other.isolatedFrom.includes(own.id)) return [{ ...fault(entry), code: 'NET_FLOW_BETWEEN_ISOLATED', params }]
  return hasExchange(entry, [own, other], index) ? [] : [{ ...fault(entry), code: 'NET_FLOW_WITHOUT_EXCHANGE', params }]
}

function hasExchange({ record }: Entry, domains: readonly KnownDomain[], { gateways }: DomainIndex): boolean {
  return [textAt(record, 'via'), ...domains.map(({ exchange }) => exchange)].some((id) => id !== undefined && gateways.has(id))
}

function fault({ file, path }: Entry): Pick<Finding, 'file' | 'path' | 'part'> {
  return { file, path: [...path, 'to'], part: 'value' }
}
