import { blocks, type Gate } from './gate.js'

/** The tool reads every file of certain names in a stack's folder, and lays some of them over the stack: what the synthesis did not write was judged by nobody. */
export const unknownFile: Gate = {
  id: 'unknown-file',
  code: 'STK_UNKNOWN_FILE',
  check: (stacks) => stacks.flatMap((stack) => (stack.strangers ?? []).map((file) => blocks('unknown-file', { stack, resource: null }, { file }))),
}
