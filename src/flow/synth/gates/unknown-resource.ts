import { resourcesOf } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'
import { unknownKind } from './known-kinds.js'

/** Each gate knows the kinds that the synthesis makes and looks past all others: so these never pass. */
export const unknownResource: Gate = {
  id: 'unknown-resource',
  code: 'STK_UNKNOWN_RESOURCE',
  check: (stacks) => stacks.flatMap((stack) => resourcesOf(stack).flatMap((resource) => {
    const kind = unknownKind(resource)
    return kind === null ? [] : [blocks('unknown-resource', { stack, resource }, { kind })]
  })),
}
