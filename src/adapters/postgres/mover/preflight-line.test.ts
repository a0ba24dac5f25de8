import { describe, expect, it } from 'vitest'
import { lineTroubles } from './preflight-line.js'

describe('the line between two servers', () => {
  it.each([
    ['close clocks, quick answers', 1_000_000, 1_000_003, 1_000_006, []],
    ['a target ahead', 1_000_000, 1_012_006, 1_000_006, ['clocks at least 12.0 s apart']],
    ['a target behind', 1_000_000, 995_000, 1_000_006, ['clocks at least 5.0 s apart']],
    ['a slow line, whose length alone says nothing of the clocks', 1_000_000, 1_001_500, 1_003_000, ['two round trips in 3000 ms']],
  ])('%s', (_, before, there, after, troubles) => {
    expect(lineTroubles(before, there, after)).toEqual(troubles)
  })
})
