import { workerData, type MessagePort } from 'node:worker_threads'
import { groupFinisher, type StackGroup } from './finish-group.js'
import { shared, type ThreadTask } from './second-thread.js'

/** The other thread: finishes the groups it is given and sends what came of each, until it is given none. */
const { job, context, numbers, port } = workerData as ThreadTask & { readonly port: MessagePort }
const finish = groupFinisher(job)
tell(shared.begun)
port.on('message', (group: StackGroup | null) => {
  if (group === null) return tell(shared.ended)
  try {
    port.postMessage(finish(group, context))
  } catch {
    // Done again by the thread that built it, where the error is seen.
  }
  Atomics.add(numbers, shared.done, 1)
})

function tell(what: number): void {
  Atomics.store(numbers, what, 1)
  Atomics.notify(numbers, what)
}
