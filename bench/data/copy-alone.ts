import { text } from 'node:stream/consumers'
import { createMover } from '../../src/app/run/movers.js'
import type { StepContext } from '../../src/model/step.js'
import type { CopyTask } from './copy.js'

/** One copy in a process of its own; prints the largest resident memory the process ever had. The task comes on the standard input: it holds a password. */
const { binaries, move }: CopyTask = JSON.parse(await text(process.stdin))
const mover = createMover(binaries)
const context = (fence: number): StepContext => ({ signal: new AbortController().signal, attempt: 1, fence, heartbeat: () => undefined })
await mover.prepare(move, context(1))
const started = performance.now()
const { rows } = await mover.copy(move, context(2))
const seconds = (performance.now() - started) / 1_000
console.log(`${rows} rows in ${seconds.toFixed(1)} s, ${(process.resourceUsage().maxRSS / 1_024).toFixed(1)} MiB`)
await mover.finish(move, context(3))
