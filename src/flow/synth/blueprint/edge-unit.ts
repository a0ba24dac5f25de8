import { stackNames } from '../names.js'
import type { Placement } from './placement.js'
import type { EdgeUnit, SystemUnit } from './units.js'

/** The route of a system that has a public name; one without has nothing whose requests could be shifted. */
export function edgeUnit({ system }: Placement, { site, domain, ports, name }: SystemUnit, weight: number): EdgeUnit | null {
  const hostname = system.domainName ?? hostOf(system.url)
  const port = ports[0]
  if (!hostname || port === undefined) return null
  return { kind: 'edge', name: stackNames.edge(system.id), site, dependencies: [name], system: system.id, domain, hostnames: [hostname], port, weight }
}

function hostOf(url: string | undefined): string | null {
  return url && URL.canParse(url) ? new URL(url).hostname || null : null
}
