import { describe, expect, it } from 'vitest'
import type { Approval, Gate } from '../../ports/run-store.js'
import { decideGate } from './gates.js'

const signed = (gate: Gate, by: string, attempt = 1): Approval => ({ run: 'r', system: 's', attempt, gate, by, at: '2026-11-22T00:00:00.000Z', why: '', shown: 'sha256:0' })
const facts = (approvals: readonly Approval[], more = {}) => ({ approvals, attempt: 1, now: 1_000, opensAt: null, closesAt: null, ...more })

describe('a gate', () => {
  it('opens for a cutover with one signature', () => {
    expect(decideGate('cutover', facts([signed('cutover', 'zhou')])).open).toBe(true)
  })

  it('opens for the commit only with two different people', () => {
    expect(decideGate('commit', facts([signed('commit', 'wu'), signed('commit', 'wu')])).open).toBe(false)
    expect(decideGate('commit', facts([signed('commit', 'wu'), signed('commit', 'zheng')])).open).toBe(true)
  })

  it('does not take a signature of another attempt or another gate', () => {
    expect(decideGate('cutover', facts([signed('cutover', 'zhou', 2)])).missing).toBe('approval')
    expect(decideGate('cutover', facts([signed('close', 'zhou')])).missing).toBe('approval')
  })

  it('stays shut before and after its window even when signed', () => {
    expect(decideGate('cutover', facts([signed('cutover', 'zhou')], { opensAt: 2_000 })).missing).toBe('window')
    expect(decideGate('cutover', facts([signed('cutover', 'zhou')], { closesAt: 500 })).missing).toBe('window_passed')
  })
})
