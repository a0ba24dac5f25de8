import { newCrossDomainPaths, type CrossDomainPath } from '../reachability/cross-domain.js'
import { noPort, withoutPorts, type PortSet } from '../reachability/port-sets.js'
import { blocks, warns, type PlanGate } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'
import { stacksAt } from './states.js'

/**
 * What the clusters would allow after the plans and do not now, whichever policies it comes from. A way over an exchange that the inventory
 * declares is told; every other stops the run.
 */
export const newPaths: PlanGate = {
  id: 'new-paths',
  codes: ['GATE_PATH_UNDECLARED', 'GATE_PATH_DECLARED'],
  check(set) {
    const found = newCrossDomainPaths(stacksAt('before', set), stacksAt('after', set))
    const [undeclared, declared] = [found.flatMap((path) => only(path, withoutPorts(path.ports, declaredOf(path)))), found.flatMap((path) => only(path, declaredOf(path)))]
    return [...byDomains(undeclared, blocked), ...byDomains(declared, told)]
  },
}

/** Ports that facts of the inventory stand behind; a direct way between two domains has none, but the internet's to the gateway of the zone that takes it in. */
function declaredOf({ via, fromDomain, to, declared }: CrossDomainPath): PortSet {
  const atGateway = fromDomain === 'internet' && to.startsWith('gateway/')
  return via === null && !atGateway ? noPort : declared
}

function only(path: CrossDomainPath, ports: PortSet): CrossDomainPath[] {
  return ports.length === 0 ? [] : [{ ...path, ports }]
}

/** One finding for each pair of domains at a site, with the first path as the example. */
function byDomains(paths: readonly CrossDomainPath[], finding: (paths: readonly CrossDomainPath[]) => PlanGateFinding): PlanGateFinding[] {
  const groups = new Map<string, CrossDomainPath[]>()
  for (const path of paths) {
    const key = [path.site, path.fromDomain, path.toDomain].join(' ')
    groups.set(key, [...(groups.get(key) ?? []), path])
  }
  return [...groups.values()].map(finding)
}

function blocked(paths: readonly CrossDomainPath[]): PlanGateFinding {
  return blocks('new-paths', 'GATE_PATH_UNDECLARED', { stack: '-', address: null }, paramsOf(paths))
}

function told(paths: readonly CrossDomainPath[]): PlanGateFinding {
  const declaredBy = [...new Set(paths.flatMap(({ openedBy }) => openedBy))].sort().join(', ')
  return warns('new-paths', 'GATE_PATH_DECLARED', { stack: '-', address: null }, { ...paramsOf(paths), declaredBy })
}

function paramsOf(paths: readonly CrossDomainPath[]): PlanGateFinding['params'] {
  const [{ site, fromDomain, toDomain, from, to, ports } = { site: '-', fromDomain: '-', toDomain: '-', from: '-', to: '-', ports: [] }] = paths
  const spans = ports.map(({ protocol, first, last }) => `${protocol} ${first === last ? first : `${first}-${last}`}`)
  return { site, fromDomain, toDomain, count: paths.length, from, to, ports: spans.join(', ') }
}
