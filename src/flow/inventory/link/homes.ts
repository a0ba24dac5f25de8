import { isRecord, namePath, textAt } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, entryName, shortPlace, type Entry, type PlaceData } from '../place-data.js'
import { domainIndex, listAt, type DomainIndex } from './domain-index.js'

/** Where a system is to be: what stands today may be anywhere, and a test installation is none of the system's. */
const planned: readonly (string | undefined)[] = ['target', 'dr']

/** Systems whose replica is to be in another domain, that are to be in a domain other than their zone's, or in one that nothing may live in. */
export function homeProblems(data: PlaceData): Finding[] {
  const index = domainIndex(data)
  return entriesIn(data, 'systems').flatMap((entry) => problemsOf(entry, index))
}

interface Home {
  readonly env: string | undefined
  readonly path: Finding['path']
  readonly deployment: string
  readonly domain: string
  readonly zone: string | undefined
}

function problemsOf(entry: Entry, index: DomainIndex): Finding[] {
  const homes = homesOf(entry, index)
  const first = homes.find(({ env }) => env === 'target')
  const at = ({ path }: Home) => ({ file: entry.file, path, part: 'value' }) as const
  return homes.flatMap((home): Finding[] => {
    const params = { system: entryName(entry), deployment: home.deployment, domain: home.domain }
    if (index.domains.get(home.domain)?.rules?.workloads === 'none') return [{ code: 'NET_DOMAIN_FOR_NOTHING', params, ...at(home) }]
    if (home.zone !== undefined && home.zone !== home.domain) return [{ code: 'NET_ZONE_OF_OTHER_DOMAIN', params: { ...params, zone: home.zone }, ...at(home) }]
    if (first === undefined || home.env !== 'dr' || first.domain === home.domain) return []
    const more = { other: first.domain, first: shortPlace(entry.file.locate(first.path, 'value')) }
    return [{ code: 'NET_SYSTEM_IN_TWO_DOMAINS', params: { ...params, ...more }, ...at(home) }]
  })
}

function homesOf({ record, file, path }: Entry, index: DomainIndex): Home[] {
  return listAt(record, 'deployments').flatMap((deployment, place) => {
    const domain = textAt(deployment, 'domain')
    const env = textAt(deployment, 'env')
    if (!isRecord(deployment) || domain === undefined || !planned.includes(env)) return []
    const own = [...path, 'deployments', place]
    return [{ env, path: [...own, 'domain'], deployment: namePath(file.value, own), domain, zone: index.zoneDomain(deployment) }]
  })
}
