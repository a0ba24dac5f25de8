import { annotationKeys } from '../labels.js'
import { text } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** Where the assessment chose the cloud, and at DR sites, only the stack shows that a database asks for an operator that is not there. */
export const cnpgNotInstalled: Gate = {
  id: 'cnpg-not-installed',
  code: 'STK_CNPG_NOT_INSTALLED',
  check: (stacks) => namespacesOf(stacks).flatMap(({ stack, resource, system, annotations }) => {
    const lacking = (text(annotations[annotationKeys.lacks]) ?? '').split(',').map((entry) => entry.split(':'))
    return lacking.flatMap(([what, store = '']) => {
      return what === 'cloudnative-pg' ? [blocks('cnpg-not-installed', { stack, resource }, { system: system ?? '', store })] : []
    })
  }),
}
