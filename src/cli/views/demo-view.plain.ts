import type { Io } from '../io.js'
import type { DemoView } from './demo-view.js'
import { demoWords, stageTitles, systemLine } from './demo-words.js'

/** A line about the writes at most this often, so that a log never looks dead and never fills up. */
const WRITES_EVERY = 30_000

/** One line an event, with the seconds since the start: for logs, pipes and screen readers. */
export function plainDemoView(io: Io): DemoView {
  let lastWrites = performance.now()
  const start = lastWrites
  const line = (text: string) => io.stderr(`${((performance.now() - start) / 1_000).toFixed(1).padStart(6)} s  ${text}`)
  return {
    tell(event) {
      if (event.type === 'say') line(`${stageTitles[event.stage][io.language]}: ${event.line}`)
      if (event.type === 'system') line(systemLine(event, io.language))
      if (event.type === 'stage' && event.status !== 'started') line(`${event.status === 'done' ? 'ok  ' : 'FAIL'} ${stageTitles[event.stage][io.language]}${event.detail ? `: ${event.detail}` : ''}`)
      if (event.type === 'writes' && performance.now() - lastWrites > WRITES_EVERY) {
        lastWrites = performance.now()
        line(demoWords[io.language].writes(event.acknowledged, event.refused))
      }
    },
    end: async () => undefined,
  }
}
