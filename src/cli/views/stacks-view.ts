import type { DirectEvent } from '../../app/stacks/direct-apply.js'
import type { Io } from '../io.js'
import { stacksWords } from './stacks-words.js'

/** Shows what happens to stacks while it happens, on stderr; stdout is left to the result. */
export interface StacksView {
  readonly direct: (event: DirectEvent) => void
  end(): Promise<void>
}

export function stacksView(io: Io): StacksView {
  const words = stacksWords[io.language]
  return {
    direct(event) {
      if (event.type === 'checking') io.stderr(words.checking(event.stacks, event.objects))
      else if (event.state !== 'started') io.stderr(words.stackEnded(event.stack, event.state, event.counts))
    },
    end: async () => undefined,
  }
}
