import { describe, expect, it } from 'vitest'
import { longestGap } from './acknowledgements.js'

const at = (...times: number[]) => times.map((time, index) => ({ id: String(index), at: time }))

describe('the outage as users saw it', () => {
  it('is the longest time between two answers around the switch', () => {
    expect(longestGap(at(0, 10, 20, 150, 160), 25, 140)).toBe(130)
  })

  it('does not count a longer pause at another time', () => {
    expect(longestGap(at(0, 500, 510, 600, 610), 520, 590)).toBe(90)
  })
})
