import type { JsonObject } from '../../../model/json.js'
import { resourcesOf, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import type { Gate } from './gate.js'
import { gates } from './gates.js'
import { isNamespace } from './namespaces.js'

/**
 * Gates that look at the stacks of one system, or at those all systems share, and else only at the namespaces of the shared ones (for
 * the address ranges of domains). A gate that is not named here is shown every stack every time.
 */
const bySubject: readonly string[] = [
  'classified-system', 'clear-text-secret', 'cross-domain-flow', 'default-deny', 'domain-cluster', 'exchange-channel', 'image-digest', 'pod-security', 'replica-facility', 'twin-parity',
  'autoscaler-fight', 'cnpg-not-installed', 'container-security', 'edge-weights', 'image-registry', 'object-twice', 'quota-surge', 'standby-batch',
  'state-backend', 'unknown-block', 'unknown-expression', 'unknown-file', 'unknown-provider', 'unknown-resource', 'unreadable-stack',
  'assumed-values', 'unresolved-dependency', 'workload-missing',
]

const subjectGates: readonly Gate[] = gates.filter(({ id }) => bySubject.includes(id))
export const placeGates: readonly Gate[] = gates.filter(({ id }) => !bySubject.includes(id))

/** What the stacks of one system are shown with: of the shared stacks the namespaces and nothing else. */
export function namespacesOnly(stack: SynthesizedStack): SynthesizedStack {
  const { name, path, dependencies } = stack
  const resource: Record<string, Record<string, JsonObject>> = {}
  for (const { type, id, body } of resourcesOf(stack).filter(isNamespace)) (resource[type] ??= {})[id] = body
  return { name, path, dependencies, json: { resource } satisfies JsonObject }
}

/** What the gates find in these stacks when they see the others as well. A finding without a stack is of one whose name may not be said. */
export function subjectFindings(own: readonly SynthesizedStack[], context: readonly SynthesizedStack[]): GateFinding[] {
  const names = new Set(own.map(({ name }) => name))
  return subjectGates.flatMap((gate) => gate.check([...own, ...context])).filter(({ stack }) => names.has(stack) || stack === '-')
}

export function placeFindings(stacks: readonly SynthesizedStack[]): GateFinding[] {
  return placeGates.flatMap((gate) => gate.check(stacks))
}
