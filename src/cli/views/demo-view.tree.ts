import { Listr, ListrLogger, ProcessOutput, type ListrTask, type ListrTaskWrapper } from 'listr2'
import { demoStages, type DemoEvent, type DemoStage } from '../../demo/flow/demo-events.js'
import type { Io } from '../io.js'
import type { DemoView } from './demo-view.js'
import { demoWords, stageTitles, systemLine } from './demo-words.js'

type Handle = Pick<ListrTaskWrapper<unknown, never, never>, 'title' | 'output'>

/** Something that a task waits for and an event ends. */
class Ending {
  readonly done: Promise<void>
  #resolve: () => void = () => undefined
  #reject: (reason: Error) => void = () => undefined

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // A stage that never starts is never awaited.
    this.done.catch(() => undefined)
  }

  succeed(): void {
    this.#resolve()
  }

  fail(detail: string): void {
    this.#reject(new Error(detail))
  }
}

/** The stages as a tree that is redrawn in place; below the run one line a system. */
export function treeDemoView(io: Io): DemoView {
  const stages = new Map<DemoStage, { ending: Ending; handle: Handle | undefined }>(demoStages.map((stage) => [stage, { ending: new Ending(), handle: undefined }]))
  const systems = new Map<string, string>()
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) })
  const tasks: ListrTask[] = demoStages.map((stage) => ({
    title: stageTitles[stage][io.language],
    task: async (_context, task) => {
      const entry = stages.get(stage)!
      entry.handle = task as Handle
      await entry.ending.done
    },
    rendererOptions: { outputBar: 1, persistentOutput: stage === 'run' },
  }))
  const finished = new Listr(tasks, { concurrent: false, exitOnError: true, rendererOptions: { logger, collapseErrors: false }, registerSignalListeners: false }).run().catch(() => undefined)
  stages.get('setup')!.ending.succeed()
  return {
    tell: (event) => apply(event, stages, systems, io),
    end: async () => {
      for (const { ending } of stages.values()) ending.succeed()
      await finished
    },
  }
}

function apply(event: DemoEvent, stages: Map<DemoStage, { ending: Ending; handle: Handle | undefined }>, systems: Map<string, string>, io: Io): void {
  if (event.type === 'stage') {
    const { ending, handle } = stages.get(event.stage)!
    if (handle && event.detail) handle.title = `${stageTitles[event.stage][io.language]}: ${event.detail}`
    if (event.status === 'done') ending.succeed()
    if (event.status === 'failed') ending.fail(event.detail ?? '')
    return
  }
  if (event.type === 'say') {
    const handle = stages.get(event.stage)!.handle
    if (handle) handle.output = event.line
    return
  }
  const run = stages.get('run')!.handle
  if (event.type === 'writes') {
    if (run) run.title = `${stageTitles.run[io.language]}: ${demoWords[io.language].writes(event.acknowledged, event.refused)}`
    return
  }
  const icon = { working: '·', done: '✓', failed: '✗' }[event.status]
  systems.set(event.system, `${icon} ${systemLine(event, io.language)}`)
  if (run) run.output = [...systems.values()].join('\n')
}
