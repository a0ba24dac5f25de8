import { isIP } from 'node:net'
import { textAt } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, entryName, shortPlace, type Entry, type PlaceData } from '../place-data.js'
import { domainIndex, listAt, type DomainIndex } from './domain-index.js'

interface Named {
  readonly entry: Entry
  readonly field: 'domainName' | 'url'
  readonly hostname: string
  /** Undefined where nothing says it: the assessment may put it anywhere. */
  readonly domain: string | undefined
}

/**
 * One name leads to one system: of two routes for one host a gateway takes the older, and the other system's users go astray. Two domains have
 * gateways of their own; what does not move to the cloud gets no route.
 */
export function sameHostnames(data: PlaceData): Finding[] {
  const index = domainIndex(data)
  const named = entriesIn(data, 'systems').filter(mayMove).flatMap((entry) => namedAs(entry, index))
  return named.flatMap((one, position) => {
    const earlier = named.slice(0, position).find((other) => other.hostname === one.hostname && !areApart(one, other))
    return earlier ? [finding(one, earlier)] : []
  })
}

/** As far as is decided: systems of the intranet and rows for many systems never do. */
function mayMove({ record }: Entry): boolean {
  const disposition = textAt(record, 'disposition')
  const several = typeof record['count'] === 'number' && record['count'] > 1
  return !several && !listAt(record, 'networks').includes('intranet') && [undefined, 'undecided', 'migrate_cloud', 'rebuild'].includes(disposition)
}

function namedAs(entry: Entry, index: DomainIndex): Named[] {
  const stated = textAt(entry.record, 'domainName')
  const [field, hostname] = stated === undefined ? (['url', hostOf(textAt(entry.record, 'url'))] as const) : (['domainName', stated.toLowerCase()] as const)
  const target = listAt(entry.record, 'deployments').find((deployment) => textAt(deployment, 'env') === 'target')
  return hostname === null ? [] : [{ entry, field, hostname, domain: textAt(target, 'domain') ?? index.zoneDomain(target) }]
}

/** Addresses are no names: many systems of a room may share one. */
function hostOf(url: string | undefined): string | null {
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : ''
  return host === '' || host.startsWith('[') || isIP(host) !== 0 ? null : host
}

function areApart(one: Named, other: Named): boolean {
  return one.domain !== undefined && other.domain !== undefined && one.domain !== other.domain
}

function finding({ entry, field, hostname }: Named, earlier: Named): Finding {
  const first = shortPlace(earlier.entry.file.locate([...earlier.entry.path, earlier.field], 'value'))
  const params = { system: entryName(entry), hostname, other: entryName(earlier.entry), first }
  return { code: 'INV_HOSTNAME_TWICE', params, file: entry.file, path: [...entry.path, field], part: 'value' }
}
