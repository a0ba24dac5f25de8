import type { Peer } from '../reachability/network.js'

/** The cluster's own name service and nothing else of its namespace. */
export function isNameService(peer: Peer): boolean {
  if ('block' in peer || peer.namespaces === null) return false
  return peer.namespaces.matchLabels['kubernetes.io/metadata.name'] === 'kube-system' && peer.pods?.matchLabels['k8s-app'] === 'kube-dns'
}
