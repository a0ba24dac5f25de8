import { asList, at, metadataOf, type Resource } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf, policiesOf } from './namespaces.js'

/** Policies only ever open; a namespace without one that selects every pod and opens nothing is open to all. */
export const defaultDeny: Gate = {
  id: 'default-deny',
  code: 'STK_DEFAULT_DENY',
  check: (stacks) => namespacesOf(stacks)
    .filter(({ stack, name }) => !policiesOf(stack).some((policy) => metadataOf(policy).namespace === name && deniesAll(policy)))
    .map(({ stack, resource, name }) => blocks('default-deny', { stack, resource }, { namespace: name })),
}

function deniesAll({ body }: Resource): boolean {
  const types = asList(at(body, 'spec', 'policy_types'))
  const opens = [at(body, 'spec', 'ingress'), at(body, 'spec', 'egress')].some((rules) => asList(rules).length > 0)
  return types.includes('Ingress') && types.includes('Egress') && !opens && selectsAll(body)
}

function selectsAll(body: Resource['body']): boolean {
  const selector = at(body, 'spec', 'pod_selector')
  return selector !== undefined && JSON.stringify(selector) === '{}'
}
