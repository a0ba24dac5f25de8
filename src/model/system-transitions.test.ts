import { describe, expect, it } from 'vitest'
import { MOVE_PATH, RETIRE_PATH, systemState, type SystemState } from './system-state.js'
import { mayFollow, statesAfter } from './system-transitions.js'

const all = Object.keys(systemState) as SystemState[]

describe('the life of a system', () => {
  it.each([['move', MOVE_PATH], ['retire', RETIRE_PATH]] as const)('leads along the %s path, one state at a time', (_name, path) => {
    for (const [index, from] of path.slice(0, -1).entries()) {
      expect(mayFollow(from, path[index + 1]!)).toBe(true)
      expect(path.slice(index + 2).filter((far) => mayFollow(from, far))).toEqual(from === 'trial' ? ['live'] : [])
    }
  })

  it('leads from the trial to the commit where no replica is due', () => {
    expect(mayFollow('trial', 'live')).toBe(true)
    expect(mayFollow('verified', 'live')).toBe(false)
  })

  it('goes back to the old side up to the commit and not after it', () => {
    expect(all.filter((from) => mayFollow(from, 'rolled_back'))).toEqual(['cutover', 'verified', 'trial', 'dr_ready'])
    expect(statesAfter('rolled_back')).toContain('planned')
  })

  it('may be blocked or exempted anywhere before its end', () => {
    const ends: readonly SystemState[] = ['closed', 'retired', 'blocked', 'exempt']
    for (const from of all.filter((state) => !ends.includes(state))) expect(statesAfter(from)).toEqual(expect.arrayContaining(['blocked', 'exempt']))
  })

  it('goes on where it was blocked, or back, but never skips a state by being blocked', () => {
    expect(statesAfter('blocked', 'cutover')).toEqual(['cutover', 'rolled_back', 'exempt'])
    expect(mayFollow('blocked', 'verified', 'cutover')).toBe(false)
    expect(statesAfter('blocked', 'syncing')).toEqual(['syncing', 'exempt'])
  })

  it('ends at closed and at retired', () => {
    expect([...statesAfter('closed'), ...statesAfter('retired')]).toEqual([])
  })
})
