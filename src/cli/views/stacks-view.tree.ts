import { Listr, ListrLogger, ProcessOutput, type ListrTaskWrapper } from 'listr2'
import type { Io } from '../io.js'
import type { StacksView } from './stacks-view.js'
import { stacksWords } from './stacks-words.js'

type Handle = Pick<ListrTaskWrapper<unknown, never, never>, 'title' | 'output'>

/** Stands among the stacks while the servers are asked, and sorts before them. */
const CHECKING = '…'

/** At most so many moving lines; a place has hundreds of stacks. */
const SHOWN = 12

/** One line that counts, and below it what is under way, redrawn in place. */
export function treeStacksView(io: Io): StacksView {
  const words = stacksWords[io.language]
  const moving = new Map<string, string>()
  const [ended, failed] = [new Set<string>(), new Set<string>()]
  let [handle, finish]: [Handle | undefined, () => void] = [undefined, () => undefined]
  const over = new Promise<void>((resolve) => (finish = resolve))
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) })
  const tasks = [{ title: words.starting, task: (_context: unknown, task: Handle) => ((handle = task), over), rendererOptions: { outputBar: 1 } }]
  const shown = new Listr(tasks, { rendererOptions: { logger }, registerSignalListeners: false }).run()

  function draw(): void {
    if (!handle) return
    handle.title = words.progress(ended.size, moving.size, failed.size)
    handle.output = [...moving].slice(-SHOWN).map(([stack, what]) => `${stack}  ${what}`).join('\n')
  }
  function move(stack: string, what: string): void {
    moving.delete(stack)
    moving.set(stack, what)
    draw()
  }
  function end(stack: string, ok: boolean): void {
    moving.delete(stack)
    ended.add(stack)
    if (!ok) failed.add(stack)
    draw()
  }
  return {
    direct(event) {
      if (event.type === 'checking') return move(CHECKING, words.checking(event.stacks, event.objects))
      moving.delete(CHECKING)
      if (event.state === 'started') move(event.stack, '')
      else end(event.stack, event.state === 'applied')
    },
    tool(event) {
      if (event.type === 'summary') end(event.stack, true)
      else if (event.type === 'failed') end(event.stack, false)
      else move(event.stack, 'address' in event ? event.address : '')
    },
    waiting: ({ site, pending }) => move(site, words.waiting(site, pending).trim()),
    async end() {
      moving.clear()
      draw()
      finish()
      await shown
    },
  }
}
