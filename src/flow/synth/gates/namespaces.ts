import type { JsonObject } from '../../../model/json.js'
import { labelKeys } from '../labels.js'
import { at, metadataOf, resourcesOf, text, type Resource, type SynthesizedStack } from '../output/read-output.js'

/** A namespace as a stack declares it. */
export interface DeclaredNamespace {
  stack: SynthesizedStack
  resource: Resource
  name: string
  labels: JsonObject
  annotations: JsonObject
  system: string | null
  domain: string | null
  gateway: string | null
  exchange: string | null
  /** At a gateway: the kind of its domain. */
  domainKind: string | null
  site: string | null
  role: string | null
  facility: string | null
}

export function namespacesOf(stacks: readonly SynthesizedStack[]): DeclaredNamespace[] {
  return stacks.flatMap((stack) => {
    return resourcesOf(stack).filter(isNamespace).map((resource) => declared(stack, resource))
  })
}

/** Also one that is written as a plain manifest. */
export function isNamespace({ type, body }: Pick<Resource, 'type' | 'body'>): boolean {
  return /^kubernetes_namespace(_v1)?$/.test(type) || (type === 'kubernetes_manifest' && at(body, 'manifest', 'kind') === 'Namespace')
}

function declared(stack: SynthesizedStack, resource: Resource): DeclaredNamespace {
  const { name, labels, annotations } = metadataOf(resource)
  const label = (key: keyof typeof labelKeys): string | null => text(labels[labelKeys[key]])
  return {
    stack, resource, name: name ?? '', labels, annotations,
    system: label('system'), domain: label('domain'), gateway: label('gateway'), exchange: label('exchange'), domainKind: label('domainKind'),
    site: label('site'), role: label('role'), facility: label('facility'),
  }
}

/** The primary's and the replica's namespace of each system and each domain that has both among the stacks. */
export function twinsOf(stacks: readonly SynthesizedStack[]): { primary: DeclaredNamespace; dr: DeclaredNamespace }[] {
  const all = namespacesOf(stacks).filter(({ system, gateway }) => system !== null || gateway !== null)
  const primaries = all.filter(({ role }) => role === 'primary')
  return all.filter(({ role }) => role === 'dr').flatMap((dr) => {
    const sameName = primaries.filter(({ name }) => name === dr.name)
    const primary = sameName.find(({ site }) => `${site}-dr` === dr.site) ?? (dr.system === null ? undefined : sameName[0])
    return primary ? [{ primary, dr }] : []
  })
}
