import type { DirectEvent } from '../../app/stacks/direct-apply.js'
import type { StackEvent } from '../../app/stacks/plan-stacks.js'
import type { Io } from '../io.js'
import { plainStacksView } from './stacks-view.plain.js'
import { treeStacksView } from './stacks-view.tree.js'

/** Shows what happens to stacks while it happens, on stderr; stdout is left to the result. */
export interface StacksView {
  readonly direct: (event: DirectEvent) => void
  readonly tool: (event: StackEvent) => void
  readonly waiting: (waiting: { readonly site: string; readonly pending: number }) => void
  /** Ends the display, so that what follows is not overwritten. */
  readonly end: () => Promise<void>
}

/** Lines that are redrawn on a terminal, plain lines everywhere else. */
export function stacksView(io: Io): StacksView {
  return io.isTty ? treeStacksView(io) : plainStacksView(io)
}
