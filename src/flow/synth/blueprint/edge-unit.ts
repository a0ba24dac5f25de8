import { isIP } from 'node:net'
import { stackNames } from '../names.js'
import type { Placement } from './placement.js'
import type { EdgeUnit, SystemUnit } from './units.js'

/** The route of a system that has a public name; one without has nothing whose requests could be shifted. */
export function edgeUnit({ system }: Placement, { site, domain, ports, name }: SystemUnit, weight: number): EdgeUnit | null {
  const hostname = publicName(system)
  const port = ports[0]
  if (!hostname || port === undefined) return null
  return { kind: 'edge', name: stackNames.edge(system.id), site, dependencies: [name], system: system.id, domain, hostnames: [hostname], port, weight }
}

export function publicName({ domainName, url }: Placement['system']): string | null {
  return domainName ?? hostOf(url)
}

/**
 * Whether the domain's gateway can send users to the old side while weights shift: only inside its own domain. Null when there is
 * no old side or no route; `unknown` and `other-domain` say why not.
 */
export function legacyPath({ system, domain }: Placement): 'open' | 'unknown' | 'other-domain' | null {
  const current = system.deployments?.find(({ env }) => env === 'current')
  if (!current || publicName(system) === null) return null
  if (!current.domain) return 'unknown'
  return current.domain === domain ? 'open' : 'other-domain'
}

/** Routes are for names: the Gateway API refuses addresses. */
function hostOf(url: string | undefined): string | null {
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : ''
  return host === '' || host.startsWith('[') || isIP(host) !== 0 ? null : host
}
