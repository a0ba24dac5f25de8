import { describe, expect, it } from 'vitest'
import { move as database } from '../../../tests/support/recording-run.js'
import { milliseconds, seconds } from '../../model/duration.js'
import type { FilesMove } from '../../ports/data-mover.js'
import { CatchUp } from './catch-up.js'

const files: FilesMove = { kind: 'files', system: 'permits', name: 'scans', uplink: null, source: { path: '/a', ssh: null }, target: { path: '/b', ssh: null }, door: { kind: 'mode' }, exclude: [] }

/** Which look, from 1, says that the feed has caught up; undefined: none. */
function lookThatEnds(move: FilesMove | typeof database, lags: readonly number[]): number | undefined {
  const looks = new CatchUp(move, seconds(10))
  const index = lags.findIndex((lag) => looks.isCaughtUp(milliseconds(lag)))
  return index < 0 ? undefined : index + 1
}

describe('a feed has caught up', () => {
  it('when three looks in a row saw less than a second of lag', () => {
    expect(lookThatEnds(database, [5_000, 400, 400, 1_200, 10, 10, 10])).toBe(7)
  })

  it('never, for a database that stays behind by more', () => {
    expect(lookThatEnds(database, Array.from({ length: 50 }, () => 1_500))).toBeUndefined()
  })

  it('for files when passes do not get shorter any more and fit into a switch', () => {
    expect(lookThatEnds(files, [60_000, 20_000, 4_900, 3_000, 2_900, 3_100, 2_800])).toBe(7)
    expect(lookThatEnds(files, [300, 200, 100])).toBe(3)
  })

  it('not while passes are short enough but still get shorter', () => {
    expect(lookThatEnds(files, [4_900, 3_500, 2_500, 1_800])).toBeUndefined()
  })
})

it('files whose passes stay longer than a switch may take are told, with the time they need', () => {
  expect(() => lookThatEnds(files, Array.from({ length: 30 }, () => 8_000))).toThrow('RUN_PASS_TOO_LONG {"system":"permits","seconds":"8.0","limit":"5.0","needed":48}')
  expect(lookThatEnds(files, Array.from({ length: 30 }, () => Infinity))).toBeUndefined()
})
