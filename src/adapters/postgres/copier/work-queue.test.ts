import { describe, expect, test } from 'vitest'
import { WorkQueue } from './work-queue.js'

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 1))

describe('a queue of work', () => {
  test('also does what its jobs have put in, first what was put in front', async () => {
    const done: string[] = []
    const queue = new WorkQueue<string>(() => undefined)
    const job = (name: string, then?: () => void) => async () => { await pause(); done.push(name); then?.() }
    queue.add(job('table', () => { queue.addFirst(job('index')) }))
    queue.add(job('other table'))

    await queue.run(['only worker'])

    expect(done).toEqual(['table', 'index', 'other table'])
  })

  test('keeps workers that find nothing until nothing more can come', async () => {
    const by = new Set<string>()
    const queue = new WorkQueue<string>(() => undefined)
    const job = async (worker: string) => { by.add(worker); await pause() }
    queue.add(async () => { await pause(); for (let count = 0; count < 6; count += 1) queue.add(job) })

    await queue.run(['one', 'two', 'three'])

    expect([...by].sort()).toEqual(['one', 'three', 'two'])
  })

  test('starts nothing more after an error, and ends with it when what was under way has ended', async () => {
    const done: string[] = []
    const queue = new WorkQueue<string>(() => undefined)
    queue.add(async () => { throw new Error('first') })
    queue.add(async () => { await pause(); done.push('under way') })
    queue.add(async () => { done.push('never') })

    await expect(queue.run(['one', 'two'])).rejects.toThrow('first')

    expect(done).toEqual(['under way'])
  })
})
