import { annotationKeys } from '../labels.js'
import { text } from '../output/read-output.js'
import type { Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** A default that stands in for a fact is said, never passed off as one. */
export const assumedValues: Gate = {
  id: 'assumed-values',
  code: 'STK_ASSUMED_VALUES',
  check: (stacks) => namespacesOf(stacks).flatMap(({ stack, resource, system, annotations }) => {
    const fields = text(annotations[annotationKeys.assumed])
    if (fields === null || system === null) return []
    return [{ gate: 'assumed-values', stack: stack.name, resource: resource.address, severity: 'warn', params: { system, fields: fields.split(',').join(', ') } }]
  }),
}
