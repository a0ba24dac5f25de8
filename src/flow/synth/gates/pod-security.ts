import { podSecurityLabels } from '../labels.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** All six labels, with their values: one that is missing can be set by hand and no plan would show it. */
export const podSecurity: Gate = {
  id: 'pod-security',
  code: 'STK_POD_SECURITY',
  check: (stacks) => namespacesOf(stacks).flatMap(({ stack, resource, name, labels }) => {
    const wrong = Object.entries(podSecurityLabels).filter(([key, value]) => labels[key] !== value).map(([key]) => key)
    return wrong.length === 0 ? [] : [blocks('pod-security', { stack, resource }, { namespace: name, labels: wrong.join(', ') })]
  }),
}
