import { annotationKeys } from '../labels.js'
import { text } from '../output/read-output.js'
import { warns, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** A default that stands in for a fact is said, never passed off as one. */
export const assumedValues: Gate = {
  id: 'assumed-values',
  code: 'STK_ASSUMED_VALUES',
  check: (stacks) => namespacesOf(stacks).flatMap(({ stack, resource, system, annotations }) => {
    const fields = text(annotations[annotationKeys.assumed])
    if (fields === null || system === null) return []
    return [warns('assumed-values', { stack, resource }, { system, fields: fields.split(',').join(', ') })]
  }),
}
