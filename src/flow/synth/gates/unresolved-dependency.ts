import { annotationKeys } from '../labels.js'
import { text } from '../output/read-output.js'
import { warns, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** A dependency that no rule carries fails when the system is used, not when it is deployed. */
export const unresolvedDependency: Gate = {
  id: 'unresolved-dependency',
  code: 'STK_UNRESOLVED_DEPENDENCY',
  check: (stacks) => namespacesOf(stacks).flatMap(({ stack, resource, system, annotations }) =>
    (text(annotations[annotationKeys.unresolved]) ?? '').split(',').filter(Boolean).map((entry) => {
      const [other = '', reason = ''] = entry.split(':')
      return warns('unresolved-dependency', { stack, resource }, { system: system ?? '', other, reason })
    })),
}
