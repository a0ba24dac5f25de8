import { beforeEach, describe, expect, it } from 'vitest'
import { input, NOW, recordingPorts, recordingStore, Recorder } from '../../../tests/support/recording-run.js'
import { instantFromMs } from '../../model/instant.js'
import type { Approval, Gate } from '../../ports/run-store.js'
import { gateStep, isOpen } from './gate-step.js'

let recorder: Recorder
beforeEach(() => {
  recorder = new Recorder()
})

const signed = (gate: Gate, by: string): Approval => ({ run: 'r', system: 'permits', attempt: 1, gate, by, at: '', why: '', shown: 'sha256:0' })
const look = (gate: Gate, approvals: Approval[], more = {}) => gateStep(recordingPorts(recorder, { store: recordingStore(recorder, { approvals }) }), { ...input, ...more }, gate)

describe('a look at a gate', () => {
  it('that lacks a signature waits for people, says how many have signed, and ends: no worker is held', async () => {
    const result = await look('commit', [signed('commit', 'wu')])

    expect(result).toEqual({ open: false, missing: 'approval', nextLookAt: instantFromMs(NOW + 2_000) })
    expect(recorder.calls).toEqual([
      `waiting permits {"reason":"approval","owner":"1/2","nextStep":"commit","since":"${instantFromMs(NOW)}"}`,
      'event permits step.waiting {"reason":"approval","owner":"1/2","nextStep":"commit"}',
    ])
    expect(isOpen({ gate: result })).toBe(false)
  })

  it('with all signatures ends the wait and says that the gate is open', async () => {
    const result = await look('commit', [signed('commit', 'wu'), signed('commit', 'zheng')])

    expect(result).toEqual({ open: true })
    expect(recorder.calls).toEqual(['waiting permits null', 'event permits gate.opened {"gate":"commit","people":2}'])
    expect(isOpen({ gate: result })).toBe(true)
  })

  it('of a cutover whose window has passed waits for another attempt, signed or not', async () => {
    expect(await look('cutover', [signed('cutover', 'zhou')], { windowEnd: instantFromMs(NOW - 1) })).toMatchObject({ open: false, missing: 'window_passed' })
    expect(recorder.calls[0]).toContain('"reason":"window","owner":"plan","nextStep":"again"')
  })

  it.each(['cutover', 'commit'] as const)('of a %s signed before its date stays shut until that date: the signature woke it too early', async (gate) => {
    const opensAt = instantFromMs(NOW + 7_200_000)
    const approvals = [signed(gate, 'wu'), signed(gate, 'zheng')]

    expect(await look(gate, approvals, { notBefore: { [gate]: opensAt } })).toEqual({ open: false, missing: 'window', nextLookAt: opensAt })
    expect(await look(gate, approvals, { notBefore: { [gate]: instantFromMs(NOW) } })).toEqual({ open: true })
  })

  it('of a close does not heed the window of the cutover', async () => {
    expect(await look('close', [signed('close', 'zheng')], { windowEnd: instantFromMs(NOW - 1) })).toEqual({ open: true })
  })

  it('that was never taken is not open', () => {
    expect(isOpen({})).toBe(false)
  })
})
