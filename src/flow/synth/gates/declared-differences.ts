import { annotationKeys, labelKeys } from '../labels.js'

/** What may differ between a primary and its replica, and nothing else. Paths are matched from their first key; `*` is one key. */
export const declaredDifferences: readonly (readonly string[])[] = [
  // Which stack, state and cluster it is.
  ['//', 'metadata', 'stackName'],
  ['resource', '*', '*', '//', 'metadata', 'path'],
  ['terraform', 'backend', 'local', 'path'],
  ['provider', 'kubernetes', '*', 'config_context'],
  ['resource', 'kubernetes_namespace_v1', '*', 'metadata', 'labels', labelKeys.site],
  ['resource', 'kubernetes_namespace_v1', '*', 'metadata', 'labels', labelKeys.facility],
  // Which part it plays.
  ['resource', 'kubernetes_namespace_v1', '*', 'metadata', 'labels', labelKeys.role],
  ['resource', 'kubernetes_config_map_v1', '*', 'data', 'SITE_ROLE'],
  // Neighbours that are missing at the site are reported by a gate of their own.
  ['resource', 'kubernetes_namespace_v1', '*', 'metadata', 'annotations', annotationKeys.unresolved],
  // What a site has of its own.
  ['resource', 'kubernetes_deployment_v1', '*', 'spec', 'replicas'],
  ['resource', 'kubernetes_persistent_volume_claim_v1', '*', 'spec', 'storage_class_name'],
]

/** Of an image the host may differ: each site pulls from its own registry. */
export const imagePath: readonly string[] = ['resource', 'kubernetes_deployment_v1', '*', 'spec', 'template', 'spec', 'container', '*', 'image']

export function matches(path: readonly string[], pattern: readonly string[]): boolean {
  return path.length === pattern.length && pattern.every((key, index) => key === '*' || key === path[index])
}
