import type { IConstruct } from 'constructs'
import type { Json, JsonObject } from '../../../model/json.js'
import { TerraformElement, TerraformOutput, TerraformResource, TerraformStack } from './cdktf.js'
import { quickResolver, type Resolve } from './quick-resolve.js'
import { quickResource } from './quick-resource.js'

type Block = Record<string, Json | undefined>

/**
 * What `TerraformStack.toTerraform` gives: every element's block resolved once and laid into one object. Null where the stack
 * holds what only cdktf itself can put together (outputs).
 */
export function quickConfiguration(stack: TerraformStack): JsonObject | null {
  const elements = elementsOf(stack)
  if (elements.some((element) => TerraformOutput.isTerraformOutput(element))) return null
  const resolve = quickResolver(stack, false, namesOf(elements))
  const overrides = resolve(overridesOf(stack)) as Block
  const configuration: Block = { '//': { metadata: metadataOf(stack, elements, Object.keys(Object(overridesOf(stack))), resolve), outputs: {} } }
  for (const element of elements) mergeInto(configuration, blockOf(element, resolve))
  mergeInto(configuration, overrides)
  return configuration
}

/** Resolves every element for the references it makes to other stacks, as `TerraformStack.prepareStack` does. */
export function quickPreparation(stack: TerraformStack): void {
  stack.ensureBackendExists()
  const resolve = quickResolver(stack, true)
  for (const element of elementsOf(stack)) blockOf(element, resolve)
}

function metadataOf(stack: TerraformStack, elements: readonly TerraformElement[], overridden: readonly string[], resolve: Resolve): Block {
  const version = resolve(stack.node.tryGetContext('cdktfVersion'))
  const metadata: Block = { version, stackName: stack.node.id, backend: 'local', ...(overridden.length > 0 ? { overrides: { stack: overridden } } : {}) }
  for (const element of elements) mergeInto(metadata, resolve(element.toMetadata()) as Block)
  return metadata
}

function blockOf(element: TerraformElement, resolve: Resolve): Block {
  const quick = TerraformResource.isTerraformResource(element) ? quickResource(element, resolve) : null
  return quick ?? (resolve(element.toTerraform()) as Block)
}

/** What the tokens stand for by which others of the stack name a resource: most of all tokens. Only those that were asked for. */
function namesOf(elements: readonly TerraformElement[]): ReadonlyMap<string, string> {
  return new Map(elements.filter((element) => TerraformResource.isTerraformResource(element)).flatMap((resource) => {
    const token: unknown = Reflect.get(resource, '_fqnToken')
    return typeof token === 'string' ? [[token, `${resource.terraformResourceType}.${resource.friendlyUniqueId}`] as const] : []
  }))
}

function overridesOf(stack: TerraformStack): unknown {
  return Reflect.get(stack, 'rawOverrides') ?? {}
}

function elementsOf(scope: IConstruct, found: TerraformElement[] = []): TerraformElement[] {
  if (TerraformElement.isTerraformElement(scope)) found.push(scope)
  for (const child of scope.node.children) if (!TerraformStack.isStack(child)) elementsOf(child, found)
  return found
}

/** Lists are joined, objects are merged, and all else takes the place of what was there. */
function mergeInto(target: Block, source: Block): void {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key]
    if (Array.isArray(value) && Array.isArray(known)) target[key] = [...(known as readonly Json[]), ...(value as readonly Json[])]
    else if (isBlock(value) && isBlock(known)) mergeInto(known, value)
    else target[key] = value
  }
}

function isBlock(value: Json | undefined): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
