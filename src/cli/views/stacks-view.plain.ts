import type { Io } from '../io.js'
import type { StacksView } from './stacks-view.js'
import { stacksWords } from './stacks-words.js'

/** Resources under way are told of again after so long, so that a log never looks dead. */
const TOLD_EVERY = 30_000

/** One line an event: for logs, pipes and screen readers. */
export function plainStacksView(io: Io): StacksView {
  const words = stacksWords[io.language]
  const told = new Map<string, number>()
  return {
    direct(event) {
      if (event.type === 'checking') io.stderr(words.checking(event.stacks, event.objects))
      else if (event.state !== 'started') io.stderr(words.stackEnded(event.stack, event.state, event.counts))
    },
    tool(event) {
      if (event.type === 'summary') io.stderr(words.toolSummary(event.stack, event))
      if (event.type === 'failed') io.stderr(words.toolFailed(event.stack, event.address))
      if (event.type === 'progress' && performance.now() - (told.get(event.address) ?? 0) > TOLD_EVERY) {
        told.set(event.address, performance.now())
        io.stderr(words.toolWaits(event.stack, event.address, Math.round(Number(event.elapsed) / 1_000)))
      }
    },
    waiting({ site, pending }) {
      if (performance.now() - (told.get(site) ?? -TOLD_EVERY) <= TOLD_EVERY) return
      told.set(site, performance.now())
      io.stderr(words.waiting(site, pending))
    },
    end: async () => undefined,
  }
}
