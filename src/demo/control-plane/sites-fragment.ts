import { stringify } from 'yaml'
import type { Reachable } from './start-control-plane.js'

/** The text of a `sites.yaml` that reaches both local clusters: the cloud bears the id that the inventory gives it, its replicas' site adds `-dr`. */
export function sitesFragment(clusters: readonly Reachable[], cloud: string): string {
  const sites = clusters.map(({ site, kubeconfig, context, uid }) => ({
    site: site === 'dr' ? `${cloud}-dr` : cloud, kubeconfig: { file: kubeconfig }, context, uid,
  }))
  return stringify({ program: 'tofu', state: { kind: 'local' }, sites })
}
