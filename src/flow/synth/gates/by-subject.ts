import type { JsonObject } from '../../../model/json.js'
import { asObject, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import type { Gate } from './gate.js'
import { gates } from './gates.js'

/**
 * Gates that look at the stacks of one system, or at those all systems share, and else only at the namespaces of the shared ones (for
 * the address ranges of domains). A gate that is not named here is shown every stack every time.
 */
const bySubject: readonly string[] = [
  'classified-system', 'clear-text-secret', 'cross-domain-flow', 'default-deny', 'domain-cluster', 'exchange-channel', 'image-digest', 'pod-security', 'replica-facility', 'twin-parity',
  'autoscaler-fight', 'cnpg-not-installed', 'container-security', 'edge-weights', 'image-registry', 'object-twice', 'quota-surge', 'standby-batch',
  'assumed-values', 'unresolved-dependency', 'workload-missing',
]

const subjectGates: readonly Gate[] = gates.filter(({ id }) => bySubject.includes(id))
export const placeGates: readonly Gate[] = gates.filter(({ id }) => !bySubject.includes(id))

/** What the stacks of one system are shown with: of the shared stacks the namespaces and nothing else. */
export function namespacesOnly({ name, path, dependencies, json }: SynthesizedStack): SynthesizedStack {
  const resource = asObject(json.resource)
  const namespaces = Object.fromEntries(Object.entries(resource).filter(([type]) => /^kubernetes_namespace(_v1)?$/.test(type)))
  return { name, path, dependencies, json: { resource: namespaces } satisfies JsonObject }
}

/** What the gates find in these stacks when they see the others as well. A finding without a stack is of one whose name may not be said. */
export function subjectFindings(own: readonly SynthesizedStack[], context: readonly SynthesizedStack[]): GateFinding[] {
  const names = new Set(own.map(({ name }) => name))
  return subjectGates.flatMap((gate) => gate.check([...own, ...context])).filter(({ stack }) => names.has(stack) || stack === '-')
}

export function placeFindings(stacks: readonly SynthesizedStack[]): GateFinding[] {
  return placeGates.flatMap((gate) => gate.check(stacks))
}
