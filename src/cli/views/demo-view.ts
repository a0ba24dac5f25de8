import type { DemoEvent } from '../../demo/flow/demo-events.js'
import type { Io } from '../io.js'
import { plainDemoView } from './demo-view.plain.js'
import { treeDemoView } from './demo-view.tree.js'

/** Shows a demo while it runs, on stderr; stdout is left to the result. */
export interface DemoView {
  tell(event: DemoEvent): void
  /** Ends the display, so that what follows is not overwritten. */
  end(): Promise<void>
}

/** A live tree on a terminal, plain lines everywhere else. */
export function demoView(io: Io): DemoView {
  return io.isTty ? treeDemoView(io) : plainDemoView(io)
}
