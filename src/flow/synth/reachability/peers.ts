import { addressRange, containsRange } from './addresses.js'
import { grouping } from './grouping.js'
import type { Endpoint, IpBlock, Network, NetworkNamespace, Peer, Selector, Workload } from './network.js'
import { selectorMatches } from './selectors.js'

/** Numbers of the endpoints, in the order of the network, that a rule with these peers is about. */
export type PeerResolver = (peers: readonly Peer[], namespace: string) => ReadonlySet<number>

type Numbered = { readonly endpoint: Workload; readonly number: number }

/** Equal selectors are resolved once: what they select is the same for every policy that has them. */
export function peerResolver({ namespaces, endpoints }: Network): PeerResolver {
  const everybody = new Set(endpoints.keys())
  const living = byNamespace(endpoints)
  const labelled = labelIndex(namespaces)
  const known = new Map<string, ReadonlySet<number>>()
  const once = (key: string, find: () => readonly number[]): ReadonlySet<number> => {
    const found = known.get(key) ?? new Set(find())
    known.set(key, found)
    return found
  }

  const selected = (selector: Selector): readonly NetworkNamespace[] => {
    const lists = Object.entries(selector.matchLabels).map(([key, value]) => labelled(key, value))
    const fewest = lists.reduce<readonly NetworkNamespace[]>((least, list) => (list.length < least.length ? list : least), namespaces)
    return fewest.filter(({ labels }) => selectorMatches(selector, labels))
  }
  const podsOf = (names: readonly string[], pods: Selector | null): number[] => names.flatMap((name) => {
    const here = living.get(name) ?? []
    return here.filter(({ endpoint }) => pods === null || selectorMatches(pods, endpoint.labels)).map(({ number }) => number)
  })
  const resolve = (peer: Peer, namespace: string): ReadonlySet<number> => {
    if ('block' in peer) return once(JSON.stringify(peer), () => outsideOf(endpoints, peer.block))
    const { namespaces: chosen, pods } = peer
    if (chosen === null) return once(JSON.stringify([namespace, pods]), () => podsOf([namespace], pods))
    return once(JSON.stringify(peer), () => podsOf(selected(chosen).map(({ name }) => name), pods))
  }
  return (peers, namespace) => {
    const [first, ...rest] = peers
    if (first === undefined) return everybody
    return rest.length === 0 ? resolve(first, namespace) : new Set(peers.flatMap((peer) => [...resolve(peer, namespace)]))
  }
}

function byNamespace(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Numbered[]> {
  const inside = endpoints.flatMap((endpoint, number) => ('namespace' in endpoint ? [{ endpoint, number }] : []))
  return grouping(inside, ({ endpoint }) => endpoint.namespace)
}

/** Namespaces by one of their labels; only keys that somebody selects by are indexed. */
function labelIndex(namespaces: readonly NetworkNamespace[]): (key: string, value: string) => readonly NetworkNamespace[] {
  const known = new Map<string, ReadonlyMap<string | undefined, readonly NetworkNamespace[]>>()
  return (key, value) => {
    const values = known.get(key) ?? grouping(namespaces, ({ labels }) => labels[key])
    known.set(key, values)
    return values.get(value) ?? []
  }
}

/** Blocks are for addresses outside the cluster: those of pods change, and where a proxy stands between they are not seen. */
function outsideOf(endpoints: readonly Endpoint[], { cidr, except }: IpBlock): number[] {
  const whole = addressRange(cidr)
  const holes = except.flatMap((text) => addressRange(text) ?? [])
  return endpoints.flatMap((endpoint, number) => {
    if (!('addresses' in endpoint) || whole === null) return []
    const { family, first } = endpoint.addresses
    const one = { family, first, last: first }
    return containsRange(whole, one) && !holes.some((hole) => containsRange(hole, one)) ? [number] : []
  })
}
