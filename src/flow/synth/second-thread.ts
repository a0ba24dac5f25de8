import { availableParallelism } from 'node:os'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { BuildJob, GateContext, GroupResult, StackGroup } from './build-groups.js'

type Build = (group: StackGroup) => GroupResult

/** Numbers that both threads see: the next group, whether the other thread has begun and ended, and how many groups it has done. */
export const shared = { next: 0, begun: 1, ended: 2, done: 3 } as const

export interface ThreadTask {
  readonly job: BuildJob
  /** As JSON: most of them are never looked at by the other thread. */
  readonly groups: readonly string[]
  readonly context: GateContext
  readonly numbers: Int32Array
}

/** Below this a second thread has not loaded cdktf when the first is through. */
const worthwhile = 200

/** Of the other thread's memory for what is young: nothing here lives long, and the default would add 40 MB. */
const youngMb = 8

/** A thread that has not ended and done no group for so long is taken to be dead. */
const silenceMs = 60_000

/**
 * Builds groups on two threads, each taking the next one that nobody has; half the time on two processors. Whatever the other thread does
 * not bring back, because it cannot start or dies, is built here: the result is the same.
 */
export function buildOnTwoThreads(job: BuildJob, groups: readonly StackGroup[], context: GateContext, build: Build): GroupResult[] {
  const numbers = new Int32Array(new SharedArrayBuffer(4 * Object.keys(shared).length))
  const other = startOther({ job, context, numbers, groups: groups.map((group) => JSON.stringify(group)) })
  const results = new Map<string, GroupResult>()
  for (const group of claimed(groups, numbers)) results.set(group.name, build(group))
  for (const result of other.finish()) results.set(result.name, result)
  return groups.map((group) => results.get(group.name) ?? build(group))
}

/** Whether there is a second processor and enough to do, and the compiled worker to do it. */
export function isWorthTwoThreads(stacks: number): boolean {
  return stacks >= worthwhile && availableParallelism() > 1 && import.meta.url.endsWith('.js')
}

export function* claimed<Group>(groups: readonly Group[], numbers: Int32Array): Generator<Group> {
  for (let index = Atomics.add(numbers, shared.next, 1); index < groups.length; index = Atomics.add(numbers, shared.next, 1)) yield groups[index]!
}

function startOther(task: ThreadTask): { finish: () => GroupResult[] } {
  const { port1: here, port2: there } = new MessageChannel()
  const resourceLimits = { maxYoungGenerationSizeMb: youngMb }
  const program = new URL('./second-thread-worker.js', import.meta.url)
  const worker = new Worker(program, { workerData: { ...task, port: there }, transferList: [there], resourceLimits })
  // What it cannot do is done here, and an error shows itself there.
  worker.on('error', () => undefined)
  worker.unref()
  return {
    finish() {
      waitFor(task.numbers)
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
  // One that has not begun yet is told not to.
  if (Atomics.compareExchange(numbers, shared.begun, 0, -1) === 0) return
  let done = -1
  while (Atomics.load(numbers, shared.ended) === 0 && done !== Atomics.load(numbers, shared.done)) {
    done = Atomics.load(numbers, shared.done)
    Atomics.wait(numbers, shared.ended, 0, silenceMs)
  }
}
