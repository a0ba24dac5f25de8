import { labelKeys } from '../labels.js'
import type { Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** Classified systems stay in the intranet's own programme. The finding names no stack: the name itself may not be written down. */
export const classifiedSystem: Gate = {
  id: 'classified-system',
  code: 'STK_CLASSIFIED_SYSTEM',
  check: (stacks) => namespacesOf(stacks)
    .filter(({ system, labels }) => system !== null && !['none', 'internal'].includes(String(labels[labelKeys.classification])))
    .map(() => ({ gate: 'classified-system', stack: '-', resource: null, severity: 'block', params: {} })),
}
