import { describe, expect, test } from 'vitest'
import { verdictOf } from './guard.js'

const GB = 2 ** 30

describe('what a slot may keep', () => {
  test.each([
    ['half of the limit is calm', 5, 10, { size: 100, free: 50 }, 'calm'],
    ['above half of the limit is an alarm', 5.1, 10, { size: 100, free: 50 }, 'alarm'],
    ['above four fifths of the limit the feed goes', 8.1, 10, { size: 100, free: 50 }, 'stop'],
    ['a disk that is nearly full is an alarm though the slot keeps nothing', 0.1, null, { size: 100, free: 9 }, 'alarm'],
    ['a disk that is nearly full ends the feed when that gives back a tenth of what is free', 0.9, null, { size: 100, free: 9 }, 'stop'],
    ['without limit and disk there is nothing to say', 500, null, undefined, 'calm'],
  ] as const)('%s', (_, retained, limit, disk, verdict) => {
    const bytes = disk && { size: disk.size * GB, free: disk.free * GB }
    expect(verdictOf(retained * GB, limit === null ? null : limit * GB, bytes)).toBe(verdict)
  })
})
