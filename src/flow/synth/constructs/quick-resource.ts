import type { TerraformResource } from 'cdktf'
import type { Json } from '../../../model/json.js'
import type { Resolve } from './quick-resolve.js'

type Block = Record<string, Json | undefined>

/** What few resources have, and no one but cdktf may look at: one that calls them otherwise is found out by `quickWorks`. */
const unusual = ['_imported', '_movedByTarget', '_movedById'] as const

/**
 * The block of a resource as `TerraformResource.toTerraform` makes it, which walks every attribute four times before it is resolved.
 * Null for one that is counted, moved, imported, overridden, provisioned, or has a life cycle of more than protection.
 */
export function quickResource(resource: TerraformResource, resolve: Resolve): Block | null {
  const part = (name: string): unknown => Reflect.get(resource, name)
  const overrides = part('rawOverrides')
  if (isUnusual(resource) || unusual.some((name) => part(name) !== undefined) || typeof overrides !== 'object' || Object.keys(overrides ?? {}).length > 0) return null
  const lifecycle = lifecycleOf(resource)
  const attributes = part('synthesizeAttributes')
  if (lifecycle === null || typeof attributes !== 'function') return null
  const body: unknown = attributes.call(resource)
  if (!isStatic(body)) return null
  const block = resolve({ ...body, depends_on: resource.dependsOn, lifecycle, '//': part('constructNodeMetadata') })
  return { resource: { [resource.terraformResourceType]: { [resource.friendlyUniqueId]: block } } }
}

function isUnusual({ count, provider, forEach, connection, provisioners }: TerraformResource): boolean {
  return (count ?? provider ?? forEach ?? connection ?? provisioners) !== undefined
}

/** Undefined where there is none, null where there is more than the quick way knows. */
function lifecycleOf({ lifecycle }: TerraformResource): { prevent_destroy: boolean | undefined } | undefined | null {
  if (lifecycle === undefined) return undefined
  return Object.keys(lifecycle).every((key) => key === 'preventDestroy') ? { prevent_destroy: lifecycle.preventDestroy } : null
}

/** Whether no block in it is made by the program at plan time: cdktf moves those to another place. */
function isStatic(body: unknown): body is object {
  if (typeof body !== 'object' || body === null) return false
  return Object.values(body).every((value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return true
    return value.constructor === Object ? isStatic(value) : !('toTerraformDynamicBlockJson' in value)
  })
}
