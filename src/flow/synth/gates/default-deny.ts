import type { Policy, Selector } from '../reachability/network.js'
import { policiesIn } from '../reachability/read-policies.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** Policies only ever open; a namespace without one that selects every pod and opens nothing is open to all. */
export const defaultDeny: Gate = {
  id: 'default-deny',
  code: 'STK_DEFAULT_DENY',
  check: (stacks) => namespacesOf(stacks)
    .filter(({ stack, name }) => !policiesIn(stack).some(({ policy }) => policy.namespace === name && deniesAll(policy)))
    .map(({ stack, resource, name }) => blocks('default-deny', { stack, resource }, { namespace: name })),
}

function deniesAll({ selects, ingress, egress }: Policy): boolean {
  return ingress?.length === 0 && egress?.length === 0 && selectsAll(selects)
}

function selectsAll({ matchLabels, matchExpressions }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0
}
