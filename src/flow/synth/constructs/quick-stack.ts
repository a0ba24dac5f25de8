import { TerraformElement, TerraformOutput, TerraformStack } from 'cdktf'
import type { IConstruct } from 'constructs'
import type { Json, JsonObject } from '../../../model/json.js'
import { quickResolve } from './quick-resolve.js'

type Block = Record<string, Json | undefined>

/**
 * What `TerraformStack.toTerraform` gives: every element's block resolved once and laid into one object. Null where the stack
 * holds what only cdktf itself can put together (outputs).
 */
export function quickConfiguration(stack: TerraformStack): JsonObject | null {
  const elements = elementsOf(stack)
  if (elements.some((element) => TerraformOutput.isTerraformOutput(element))) return null
  const overrides = quickResolve(stack, overridesOf(stack)) as Block
  const changed = Object.keys(overrides)
  const version = quickResolve(stack, stack.node.tryGetContext('cdktfVersion'))
  const metadata: Block = { version, stackName: stack.node.id, backend: 'local', ...(changed.length > 0 ? { overrides: { stack: changed } } : {}) }
  for (const element of elements) mergeInto(metadata, quickResolve(stack, element.toMetadata()) as Block)
  const configuration: Block = { '//': { metadata, outputs: {} } }
  for (const element of elements) mergeInto(configuration, quickResolve(stack, element.toTerraform()) as Block)
  mergeInto(configuration, overrides)
  return configuration
}

/** Resolves every element for the references it makes to other stacks, as `TerraformStack.prepareStack` does. */
export function quickPreparation(stack: TerraformStack): void {
  stack.ensureBackendExists()
  for (const element of elementsOf(stack)) quickResolve(stack, element.toTerraform(), true)
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
