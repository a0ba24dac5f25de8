import { workerData, type MessagePort } from 'node:worker_threads'
import { groupBuilder, type StackGroup } from './build-groups.js'
import { claimed, shared, type ThreadTask } from './second-thread.js'

/** The other thread: takes groups, sends what came of each, and says when there are none left or one could not be built. */
const { job, groups, context, numbers, port } = workerData as ThreadTask & { readonly port: MessagePort }
if (Atomics.compareExchange(numbers, shared.begun, 0, 1) === 0) {
  try {
    const build = groupBuilder(job)
    for (const group of claimed(groups, numbers)) {
      port.postMessage(build(JSON.parse(group) as StackGroup, context))
      Atomics.add(numbers, shared.done, 1)
    }
  } finally {
    Atomics.store(numbers, shared.ended, 1)
    Atomics.notify(numbers, shared.ended)
  }
}
