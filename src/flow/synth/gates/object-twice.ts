import { at, metadataOf, resourcesOf, text, type Resource, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import { blocks, type Gate } from './gate.js'

/** One object of a cluster belongs to one resource of one state: two that claim it fail with "already exists", or change it back and forth. */
export const objectTwice: Gate = {
  id: 'object-twice',
  code: 'STK_OBJECT_TWICE',
  check(stacks) {
    const owners = new Map<string, string>()
    return stacks.flatMap((stack) => resourcesOf(stack).flatMap((resource) => {
      const { name, namespace } = metadataOf(resource)
      const kind = kindOf(resource)
      const key = [siteOf(stack), kind, namespace ?? '', name].join(' ')
      const other = owners.get(key)
      if (name === null) return []
      if (other === undefined) owners.set(key, `${stack.name} ${resource.address}`)
      return other === undefined ? [] : [finding(stack, resource, kind, namespace === null ? name : `${namespace}/${name}`, other)]
    }))
  },
}

function finding(stack: SynthesizedStack, resource: Resource, kind: string, name: string, other: string): GateFinding {
  return blocks('object-twice', { stack, resource }, { kind, name, other })
}

/** `kubernetes_config_map_v1` and a manifest of kind ConfigMap are one kind. */
function kindOf({ type, body }: Resource): string {
  const manifest = text(at(body, 'manifest', 'kind'))
  return (manifest ?? type.replace(/^kubernetes_/, '').replace(/_v\d(beta\d)?$/, '')).replaceAll('_', '').toLowerCase()
}

function siteOf({ json }: SynthesizedStack): string {
  return text(at(json, 'provider', 'kubernetes', 'config_context')) ?? ''
}
