import { describe, expect, test } from 'vitest'
import { nextPartitions } from './partition-scheme.js'

const midnight = (day: string): string => `${day} 00:00:00`
type Partition = readonly [name: string, lower: string, upper: string]
const of = ([name, lower, upper]: Partition) => ({ name, lower: midnight(lower), upper: midnight(upper) })
const partition = (...one: Partition) => of(one)

describe('partitions that follow', () => {
  test.each<[what: string, before: Partition, last: Partition, until: string, expected: readonly Partition[]]>([
    ['days', ['log_20240228', '2024-02-28', '2024-02-29'], ['log_20240229', '2024-02-29', '2024-03-01'], '2024-03-02', [['log_20240301', '2024-03-01', '2024-03-02']]],
    ['weeks', ['w2024_01_01', '2024-01-01', '2024-01-08'], ['w2024_01_08', '2024-01-08', '2024-01-15'], '2024-01-16', [['w2024_01_15', '2024-01-15', '2024-01-22']]],
    ['months over the end of a year', ['m_2023_11_a', '2023-11-01', '2023-12-01'], ['m_2023_12_a', '2023-12-01', '2024-01-01'], '2024-02-02',
      [['m_2024_01_a', '2024-01-01', '2024-02-01'], ['m_2024_02_a', '2024-02-01', '2024-03-01']]],
    ['years', ['y2023', '2023-01-01', '2024-01-01'], ['y2024', '2024-01-01', '2025-01-01'], '2025-01-02', [['y2025', '2025-01-01', '2026-01-01']]],
  ])('of equal %s are named and bounded like the last two', (_what, before, last, until, expected) => {
    expect(nextPartitions([of(before), of(last)], midnight(until))).toEqual(expected.map(of))
  })

  test.each([
    ['one alone', [partition('p_2024_01', '2024-01-01', '2024-02-01')]],
    ['a gap', [partition('p_2023_11', '2023-11-01', '2023-12-01'), partition('p_2024_01', '2024-01-01', '2024-02-01')]],
    ['unequal steps', [partition('p_2023', '2023-01-01', '2024-01-01'), partition('p_2024_01', '2024-01-01', '2024-02-01')]],
    ['names that say nothing', [partition('a', '2023-12-01', '2024-01-01'), partition('b', '2024-01-01', '2024-02-01')]],
    ['names too coarse for their steps', [partition('p2024', '2024-01-01', '2024-02-01'), partition('p2024', '2024-02-01', '2024-03-01')]],
  ])('are not guessed from %s', (_what, partitions) => {
    expect(nextPartitions(partitions, midnight('2024-12-01'))).toEqual([])
  })
})
