import { availableParallelism } from 'node:os'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { FinishJob, GateContext, GroupResult, StackGroup } from './finish-group.js'

/** Numbers that both threads see: whether the other thread has begun and ended, and how many groups it has done. */
export const shared = { begun: 0, ended: 1, done: 2 } as const

export interface ThreadTask {
  readonly job: FinishJob
  readonly context: GateContext
  readonly numbers: Int32Array
}

export interface SecondThread {
  /** Hands a group over, without the stacks' objects; says no when enough of them wait already: then it is quicker done here. */
  give(group: StackGroup): boolean
  /** Waits for the groups that were given. What is not among the results could not be done there. */
  finish(): readonly GroupResult[]
}

/** Below this the second thread has hardly begun when the first is through. */
const worthwhile = 200

/** Groups that wait to be taken: more are memory that nobody needs yet. */
const waiting = 16

/** A thread that has not begun after the first, or done no group for the second, is taken to be dead. */
const startMs = 10_000
const silenceMs = 60_000

/** Whether there is a second processor and enough to do, and the compiled program for it. */
export function isWorthTwoThreads(stacks: number): boolean {
  return stacks >= worthwhile && availableParallelism() > 1 && import.meta.url.endsWith('.js')
}

/**
 * A thread that writes what this one builds and runs the gates on it: two fifths of the work, and none that needs cdktf, which takes
 * 70 MB in every thread that loads it.
 */
export function startSecondThread(job: FinishJob, context: GateContext): SecondThread {
  const numbers = new Int32Array(new SharedArrayBuffer(4 * Object.keys(shared).length))
  const { port1: here, port2: there } = new MessageChannel()
  const task: ThreadTask = { job, context, numbers }
  const worker = new Worker(new URL('./second-thread-worker.js', import.meta.url), { workerData: { ...task, port: there }, transferList: [there] })
  // What it cannot do is done here, and an error shows itself there.
  worker.on('error', () => undefined)
  worker.unref()
  let given = 0
  return {
    give({ name, members }) {
      if (given - Atomics.load(numbers, shared.done) >= waiting) return false
      here.postMessage({ name, members: members.map((member) => ('json' in member ? { ...member, json: undefined } : member)) })
      given += 1
      return true
    },
    finish() {
      here.postMessage(null)
      waitFor(numbers)
      const results: GroupResult[] = []
      for (let message = receiveMessageOnPort(here); message; message = receiveMessageOnPort(here)) results.push(message.message as GroupResult)
      here.close()
      void worker.terminate()
      return results
    },
  }
}

/** This thread stands still meanwhile, as it does for every file it writes. */
function waitFor(numbers: Int32Array): void {
  if (Atomics.wait(numbers, shared.begun, 0, startMs) === 'timed-out') return
  let done = -1
  while (Atomics.load(numbers, shared.ended) === 0 && done !== Atomics.load(numbers, shared.done)) {
    done = Atomics.load(numbers, shared.done)
    Atomics.wait(numbers, shared.ended, 0, silenceMs)
  }
}
