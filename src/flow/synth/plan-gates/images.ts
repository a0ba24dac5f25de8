import type { Json } from '../../../model/json.js'
import { asObject } from '../output/read-output.js'
import type { ResourceChange } from './parse-plan.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'

/** What would run is what was reviewed: each image by its digest, and from a registry of its own site. */
export const images: PlanGate = {
  id: 'images',
  codes: ['GATE_IMAGE_DIGEST', 'GATE_IMAGE_REGISTRY'],
  check: (set) => set.plans.flatMap(({ changes }) => changes.flatMap((change) => imagesOf(change.after).flatMap((image) => judge(change, image, set)))),
}

function judge(change: ResourceChange, image: string, { registries }: PlanSet): PlanGateFinding[] {
  if (!/@sha256:[0-9a-f]{64}$/.test(image)) return [blocks('images', 'GATE_IMAGE_DIGEST', change, { image })]
  const known = registries[change.site] ?? []
  if (known.some((host) => image.startsWith(`${host}/`))) return []
  return [blocks('images', 'GATE_IMAGE_REGISTRY', change, { image, registry: known.join(', ') || '-', site: change.site })]
}

/** Names of blocks of containers, as the provider, the core kinds and CloudNativePG write them. */
const containers: ReadonlySet<string> = new Set(['container', 'init_container', 'containers', 'initContainers', 'ephemeralContainers'])

/** Values of `image` in lists of containers, and of CloudNativePG's `imageName`, wherever they are in the resource. */
export function imagesOf(value: Json | undefined, inContainer = false): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((child: Json) => imagesOf(child, inContainer))
  return Object.entries(asObject(value)).flatMap(([key, child]) => {
    if (typeof child === 'string') return (key === 'image' && inContainer) || key === 'imageName' ? [child] : []
    return imagesOf(child, containers.has(key))
  })
}
