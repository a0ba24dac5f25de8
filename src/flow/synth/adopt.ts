import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { JsonObject } from '../../model/json.js'
import { objectName, type ObjectReference } from '../../model/kubernetes-object.js'
import type { StackState } from '../../ports/stack-runner.js'
import { resourceKinds } from './manifests/kinds.js'
import { at, metadataOf, resourcesOf, text, type Resource, type SynthesizedStack } from './output/read-output.js'

/** A resource of a stack, the object it describes, and how its import is told which object is meant. */
export interface Adoptable {
  readonly address: string
  readonly reference: ObjectReference
  /** `namespace/name`, or `name` for an object of the whole cluster; a manifest's names kind and version as well. */
  readonly id: string
}

export interface Adoption {
  /** Objects that exist and that the state does not know. */
  readonly imports: readonly Adoptable[]
  /** Objects that the state knows by the name the resource had before. */
  readonly moves: readonly { readonly from: string; readonly to: string }[]
  /** Objects that exist and cannot be taken over: TOFU_NOT_ADOPTABLE, an error each. */
  readonly diagnostics: readonly Diagnostic[]
  /** What is to stand in `adopt.tf.json` beside the stack. Lists may be empty: the file also says that somebody has looked after the state. */
  readonly file: JsonObject
}

/** Types without an import in provider 2.38. */
const NOT_IMPORTED: readonly string[] = ['kubernetes_endpoint_slice_v1']

/** The resources of a stack that its state does not know for sure: whether their objects exist must be asked of the cluster. */
export function adoptables(stack: SynthesizedStack, { addresses, tainted }: Pick<StackState, 'addresses' | 'tainted'>): Adoptable[] {
  const known = new Set(addresses.filter((address) => !tainted.includes(address)))
  return resourcesOf(stack).flatMap((resource) => (known.has(resource.address) ? [] : adoptable(resource)))
}

/**
 * What takes a stack's lost, or never recorded, objects over: an import for each that exists, a move for each that the state knows by
 * another address. Applying it changes nothing in the cluster but what differs from the stack.
 */
export function adopt(stack: SynthesizedStack, state: StackState, exists: (object: ObjectReference) => boolean): Adoption {
  const missing = adoptables(stack, state)
  const moves = movesOf(stack, state, missing)
  const moved = new Set(moves.map(({ to }) => to))
  const there = missing.filter(({ address, reference }) => !moved.has(address) && exists(reference))
  const imports = there.filter(({ address }) => !NOT_IMPORTED.includes(typeOf(address)))
  const diagnostics = there.filter((one) => !imports.includes(one)).map((one) => notAdoptable(stack, one))
  return { imports, moves, diagnostics, file: { import: imports.map(({ address: to, id }) => ({ to, id })), moved: moves.map(({ from, to }) => ({ from, to })) } }
}

function notAdoptable(stack: SynthesizedStack, { address, reference }: Adoptable): Diagnostic {
  const { namespace, kind, name } = reference
  return problem('TOFU_NOT_ADOPTABLE', { stack: stack.name, address, object: objectName(reference), kind: kind.toLowerCase(), namespace: namespace ?? '-', name })
}

/** The same object under the same type, and an old address that the stack has no more: nothing is guessed. */
function movesOf(stack: SynthesizedStack, { addresses, ids }: StackState, missing: readonly Adoptable[]): Adoption['moves'] {
  const present = new Set(resourcesOf(stack).map(({ address }) => address))
  const gone = addresses.filter((address) => !present.has(address))
  return missing.flatMap(({ address: to, id }) => {
    const from = gone.find((address) => typeOf(address) === typeOf(to) && ids[address] === id)
    return from === undefined ? [] : [{ from, to }]
  })
}

function adoptable(resource: Resource): Adoptable[] {
  const { name } = metadataOf(resource)
  const reference = name === null ? undefined : referenceOf(resource, name)
  return reference ? [{ address: resource.address, reference, id: importId(resource.type, reference) }] : []
}

/** Undefined for what is no object of a cluster. Names are never expressions: they follow from the inventory. */
function referenceOf(resource: Resource, name: string): ObjectReference | undefined {
  const { namespace } = metadataOf(resource)
  if (resource.type === 'kubernetes_manifest') {
    return { apiVersion: text(at(resource.body, 'manifest', 'apiVersion')) ?? '', kind: text(at(resource.body, 'manifest', 'kind')) ?? '', namespace, name }
  }
  const known = resourceKinds[resource.type]
  return known && { apiVersion: known.apiVersion, kind: known.kind, namespace: known.clusterWide ? null : namespace ?? 'default', name }
}

function importId(type: string, { apiVersion, kind, namespace, name }: ObjectReference): string {
  if (type !== 'kubernetes_manifest') return namespace === null ? name : `${namespace}/${name}`
  return [`apiVersion=${apiVersion}`, `kind=${kind}`, ...(namespace === null ? [] : [`namespace=${namespace}`]), `name=${name}`].join(',')
}

function typeOf(address: string): string {
  return address.split('.')[0] ?? ''
}
