import { unknownKind } from '../gates/known-kinds.js'
import { asObject, at, metadataOf, resourcesOf, text } from '../output/read-output.js'
import type { ParsedPlan, ResourceChange } from './parse-plan.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'
import { signatureOf } from './signed.js'

/**
 * What the other gates do not know they cannot judge: kinds that the synthesis does not make, resources of another provider, data that is read
 * and actions that are run along the way. What an earlier version has made may go, when somebody has signed for that.
 */
export const knownResources: PlanGate = {
  id: 'known-resources',
  codes: ['GATE_UNKNOWN_RESOURCE', 'GATE_UNKNOWN_ACT'],
  check: (set) => set.plans.flatMap((plan) => [
    ...plan.changes.flatMap((change) => unknown(change, set)),
    ...plan.besides.map((act) => blocks('known-resources', 'GATE_UNKNOWN_ACT', { stack: plan.stack, address: null }, { act })),
  ]),
}

function unknown(change: ResourceChange, set: PlanSet): PlanGateFinding[] {
  const { stack, type, provider, action, before, after, importing } = change
  if (action === 'none' && !importing) return []
  const kinds = [before, after].flatMap((body) => (body === undefined ? [] : unknownKind({ type, body: asObject(body) }) ?? []))
  const foreign = provider === null || isOurs(provider, stack, set) ? [] : [`${type} (${provider})`]
  const [kind] = [...foreign, ...kinds, ...elsewhere(change, set)]
  const isSigned = action === 'delete' && signatureOf(change, set.changes, set.today).standing === 'signed'
  return kind === undefined || isSigned ? [] : [blocks('known-resources', 'GATE_UNKNOWN_RESOURCE', change, { kind, action })]
}

/** What goes from a namespace that the stack does not say: a state that was altered can name any object of the cluster as the stack's. */
function elsewhere({ stack, type, id, address, action, before }: ResourceChange, { stacks }: PlanSet): string[] {
  const file = stacks.find(({ name }) => name === stack)
  if (!file || (action !== 'delete' && action !== 'replace')) return []
  const { namespace, name } = metadataOf({ type, id, address, body: asObject(before) })
  const own = new Set(resourcesOf(file).map((resource) => metadataOf(resource).namespace))
  return namespace === null || own.has(namespace) ? [] : [`${type} of ${namespace}/${name}`]
}

/** The one that the stack's file asks for; of a stack that has no file any more, one of that name. */
function isOurs(provider: string, stack: ParsedPlan['stack'], { stacks }: PlanSet): boolean {
  const file = stacks.find(({ name }) => name === stack)
  const source = text(at(file?.json, 'terraform', 'required_providers', 'kubernetes', 'source'))
  return source === null ? provider.endsWith('/kubernetes') : provider === source
}
