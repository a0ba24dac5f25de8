import { expect, test } from 'vitest'
import type { Move } from '../schedule/problem.js'
import { groupMoves, type HardNeed } from './group.js'
import { stronglyConnected } from './strongly-connected.js'

const move = (system: string, wave?: number): Move => ({
  system, route: 'cloud', facility: null, sizeGb: 1, changeGbPerDay: 0, zone: null, demand: { vcpu: 0, memGb: 0, storageGb: 0 }, importance: 1, due: null,
  startBounds: [], cutoverBounds: [], pinnedWave: wave === undefined ? null : { wave, because: '' },
})
const moves = (...systems: string[]) => systems.map((system) => move(system))
const needs = (...pairs: string[]): HardNeed[] => pairs.map((pair) => ({ from: pair[0]!, to: pair[1]! }))
const systemsOf = (groups: ReturnType<typeof groupMoves>) => groups.map(({ moves: members }) => members.map(({ system }) => system).join('')).toSorted()

test('components become groups', () => {
  expect(systemsOf(groupMoves(moves('a', 'b', 'c', 'd'), needs('ab', 'cb'), 8))).toEqual(['abc', 'd'])
})

test('a component beyond the cap is cut with providers first', () => {
  expect(systemsOf(groupMoves(moves('a', 'b', 'c', 'd', 'e'), needs('ab', 'bc', 'cd', 'de'), 2))).toEqual(['a', 'bc', 'de'])
})

test('a cycle stays whole where it fits', () => {
  expect(systemsOf(groupMoves(moves('a', 'b', 'c', 'd'), needs('ab', 'ba', 'bc', 'cd'), 2))).toEqual(['ab', 'cd'])
})

test('what needs a pinned system stays out of a wave that is full, what it needs comes along', () => {
  const limits = new Map([[1, 1]])

  expect(systemsOf(groupMoves([move('a', 1), move('b')], needs('ba'), 8, limits))).toEqual(['a', 'b'])
  expect(systemsOf(groupMoves([move('a', 1), move('b')], needs('ab'), 8, limits))).toEqual(['ab'])
})

test('what is needed comes before what needs it, cycles in one piece', () => {
  expect(stronglyConnected(['a', 'b', 'c', 'd'], needs('ab', 'bc', 'cb', 'cd'))).toEqual([['d'], ['b', 'c'], ['a']])
})
