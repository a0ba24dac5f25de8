import type { Peer, Policy } from '../reachability/network.js'

/**
 * Whether a peer of a policy is what CloudNativePG's servers cannot do without, and nothing else: the operator, by its namespace and its
 * name, and the cluster's own API server. Only for policies of such servers; everybody else is kept from both.
 */
export function isDatabaseControl({ selects }: Policy, peer: Peer): boolean {
  if (selects.matchLabels['cnpg.io/cluster'] === undefined) return false
  if ('block' in peer) return peer.block.cidr === '${var.kubernetes_api_address}/32'
  return peer.namespaces?.matchLabels['kubernetes.io/metadata.name'] === 'cnpg-system' && peer.pods?.matchLabels['app.kubernetes.io/name'] === 'cloudnative-pg'
}
