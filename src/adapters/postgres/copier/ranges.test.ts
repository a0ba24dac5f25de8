import { describe, expect, test } from 'vitest'
import { rangesOf } from './ranges.js'
import type { CopiedTable } from './tables.js'

const MIB = 1_048_576
const table = (change: Partial<CopiedTable>): CopiedTable => (
  { oid: '1', name: 'biz.t', columns: 'a, b', blocks: 1_000, bytes: 8 * MIB, divisible: true, plain: false, condition: '', ...change })
const options = { encoding: 'UTF8', sameMajor: true, jobs: 2 }

describe('the pieces of a table', () => {
  test('hold every block once, and the last one has no end', () => {
    const pieces = rangesOf(table({ blocks: 1_001 }), options)
      .map(({ statements }) => /ctid >= '\((\d+),0\)'(?: AND ctid < '\((\d+),0\)')?/.exec(statements.out)!)

    const borders = pieces.map(([, from, until]) => [Number(from), until === undefined ? null : Number(until)])
    expect(borders).toEqual([[0, 250], [250, 500], [500, 750], [750, null]])
  })

  test.each([
    ['a small table is one', { bytes: 500_000 }, 1],
    ['there are two a worker', { bytes: 40 * MIB }, 4],
    ['none is above 32 MiB', { bytes: 3_200 * MIB, blocks: 400_000 }, 100],
    ['none is below a block, however long the values beside it', { bytes: 3_200 * MIB, blocks: 7 }, 7],
    ['a table that cannot be read by blocks is one', { divisible: false }, 1],
    ['a table without columns is one', { columns: null }, 1],
    ['rows that were chosen by a condition are one', { condition: 'WHERE a > 1' }, 1],
  ])('%s', (_what, change, count) => {
    expect(rangesOf(table(change), options)).toHaveLength(count)
  })

  test('pass in binary only where both servers write it alike', () => {
    const out = (change: Partial<CopiedTable>, sameMajor: boolean) => rangesOf(table({ bytes: 1, ...change }), { ...options, sameMajor })[0]!.statements.out

    expect(out({ plain: true }, true)).toBe(`COPY biz.t (a, b) TO STDOUT (ENCODING 'UTF8', FORMAT binary)`)
    expect(out({ plain: true }, false)).toBe(`COPY biz.t (a, b) TO STDOUT (ENCODING 'UTF8')`)
    expect(out({ plain: false }, true)).toBe(`COPY biz.t (a, b) TO STDOUT (ENCODING 'UTF8')`)
  })
})
