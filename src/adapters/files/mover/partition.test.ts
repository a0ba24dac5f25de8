import { expect, test } from 'vitest'
import type { Entry } from './listing.js'
import { topNames } from './partition.js'

const entry = (path: string, inode = path, links = 1): Entry =>
  ({ path, type: 'f', mode: '644', user: '0', group: '0', links, inode, size: 1, modified: '0', changed: '0', pointsTo: '' })

const many = (top: string, count: number): readonly Entry[] => Array.from({ length: count }, (_, index) => entry(`${top}/${index}`))

test('top names are dealt out so that every process has about as many files', () => {
  const names = topNames()
  for (const one of [...many('a', 50), ...many('b', 30), ...many('c', 20), ...many('d', 45), ...many('e', 5)]) names.add(one)

  expect(names.deal(3).map((part) => [...part].sort())).toEqual([['a'], ['d', 'e'], ['b', 'c']])
})

test('names that share a hard link, directly or through others, go to one process', () => {
  const names = topNames()
  const linked = [entry('a/1', 'x', 3), entry('b/1', 'x', 3), entry('b/2', 'y', 2), entry('c/1', 'y', 2)]
  for (const one of [...linked, ...many('d', 2), ...many('e', 2)]) names.add(one)

  const parts = names.deal(4)

  expect(parts.find((part) => part.includes('a'))).toEqual(['a', 'b', 'c'])
  expect(parts.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('an empty tree is one empty part', () => {
  expect(topNames().deal(4)).toEqual([[]])
})
