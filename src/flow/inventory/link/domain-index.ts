import { domainRules, type DomainKind, type DomainRules } from '../../../model/domain-rules.js'
import { textAt, type RawRecord } from '../data-path.js'
import { entriesIn, type Entry, type PlaceData } from '../place-data.js'

/** A domain as written, with the rules of its kind where the kind is known. */
export interface KnownDomain {
  readonly id: string
  readonly entry: Entry
  readonly rules: DomainRules | undefined
  readonly exchange: string | undefined
  readonly isolatedFrom: readonly string[]
}

/** What the files of a place say about where systems and platforms are, or are to be. */
export interface DomainIndex {
  readonly domains: ReadonlyMap<string, KnownDomain>
  /** Platforms of the kind that flows between domains pass. */
  readonly gateways: ReadonlySet<string>
  /** Domain of a system or a platform; undefined where nothing says it. */
  domainOf(id: string): string | undefined
  /** Domain of the zone that a deployment lies in; undefined where several zones would fit, or none. */
  zoneDomain(deployment: unknown): string | undefined
}

export function domainIndex(data: PlaceData): DomainIndex {
  const platforms = entriesIn(data, 'platforms')
  const homes = new Map(platforms.map(({ record }) => [textAt(record, 'id'), textAt(record, 'domain')]))
  const zones = entriesIn(data, 'clouds').flatMap(({ record }) => listAt(record, 'zones').map((zone) => {
    return { cloud: textAt(record, 'id'), kind: textAt(zone, 'kind'), domain: textAt(zone, 'domain') }
  }))

  function zoneDomain(deployment: unknown): string | undefined {
    const [cloud, kind] = [textAt(deployment, 'cloud'), textAt(deployment, 'cloudZone')]
    const fitting = new Set(zones.filter((zone) => zone.cloud === cloud && zone.kind === kind).map(({ domain }) => domain))
    return fitting.size === 1 ? [...fitting][0] : undefined
  }
  for (const { record } of entriesIn(data, 'systems')) {
    const deployments = listAt(record, 'deployments')
    const [placed] = ['target', 'current'].flatMap((env) => deployments.filter((deployment) => textAt(deployment, 'env') === env))
    homes.set(textAt(record, 'id'), textAt(placed, 'domain') ?? zoneDomain(placed))
  }
  const gateways = platforms.filter(({ record }) => textAt(record, 'kind') === 'exchange_gateway').flatMap(({ record }) => textAt(record, 'id') ?? [])
  return { domains: new Map(entriesIn(data, 'domains').flatMap(domainOf)), gateways: new Set(gateways), domainOf: (id) => homes.get(id), zoneDomain }
}

function domainOf(entry: Entry): [string, KnownDomain][] {
  const { record } = entry
  const id = textAt(record, 'id')
  if (id === undefined) return []
  const isolatedFrom = listAt(record, 'isolatedFrom').filter((other) => typeof other === 'string')
  return [[id, { id, entry, rules: rulesOf(textAt(record, 'kind')), exchange: textAt(record, 'exchange'), isolatedFrom }]]
}

function rulesOf(kind: string | undefined): DomainRules | undefined {
  return kind !== undefined && Object.hasOwn(domainRules, kind) ? domainRules[kind as DomainKind] : undefined
}

export function listAt(record: RawRecord, key: string): readonly unknown[] {
  const list = record[key]
  return Array.isArray(list) ? list : []
}
