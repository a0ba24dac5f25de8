import { blocks, type Gate } from './gate.js'

/** What cannot be read to one meaning was judged by no gate. */
export const unreadableStack: Gate = {
  id: 'unreadable-stack',
  code: 'STK_UNREADABLE_STACK',
  check: (stacks) => stacks.flatMap((stack) => (stack.isUnreadable ? [blocks('unreadable-stack', { stack, resource: null }, { file: stack.path })] : [])),
}
