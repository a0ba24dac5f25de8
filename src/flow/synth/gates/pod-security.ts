import { podSecurityLabels } from '../labels.js'
import type { Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** All six labels, with their values: one that is missing can be set by hand and no plan would show it. */
export const podSecurity: Gate = {
  id: 'pod-security',
  code: 'STK_POD_SECURITY',
  check: (stacks) => namespacesOf(stacks).flatMap(({ stack, resource, name, labels }) => {
    const wrong = Object.entries(podSecurityLabels).filter(([key, value]) => labels[key] !== value).map(([key]) => key)
    if (wrong.length === 0) return []
    return [{ gate: 'pod-security', stack: stack.name, resource: resource.address, severity: 'block', params: { namespace: name, labels: wrong.join(', ') } }]
  }),
}
