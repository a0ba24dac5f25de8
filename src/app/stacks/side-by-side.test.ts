import { expect, test } from 'vitest'
import { sideBySide } from './side-by-side.js'

test('the first item that fails is the last that is begun; what is under way comes to its end', async () => {
  const [begun, ended]: [number[], number[]] = [[], []]
  const work = async (item: number): Promise<void> => {
    begun.push(item)
    await new Promise((resolve) => setTimeout(resolve, item === 2 ? 0 : 20))
    if (item === 2) throw new Error('refused')
    ended.push(item)
  }

  await expect(sideBySide([1, 2, 3, 4, 5], 2, work)).rejects.toThrow('refused')
  expect([begun, ended]).toEqual([[1, 2], [1]])
})
