import { describe, expect, it } from 'vitest'
import { input, recordingPorts, Recorder } from '../../../tests/support/recording-run.js'
import type { StepResults } from '../../model/step.js'
import { phaseNames, type PhaseName } from './phase-names.js'
import { runPhases } from './phases/index.js'

const phases = runPhases(recordingPorts(new Recorder()))

function after(phase: PhaseName, results: StepResults = {}): readonly string[] {
  return phases.find(({ name }) => name === phase)!.next(input, results).map(({ id }) => id)
}

const open = { gate: { open: true } }
const shut = { gate: { open: false, missing: 'approval', nextLookAt: '2026-04-11T14:00:02.000Z' } }

describe('the way through the phases', () => {
  it('leads from one to the next without a gap', () => {
    expect(phases.map(({ name }) => name)).toEqual(phaseNames)
    expect([after('provision'), after('copy'), after('rehearse'), after('protect')]).toEqual([['r/permits/1/copy'], ['r/permits/1/rehearse'], ['r/permits/1/cutover'], ['r/permits/1/commit']])
    expect([after('commit', open), after('close', open), after('retire'), after('rollback')]).toEqual([['r/permits/1/close'], [], [], []])
  })

  it.each(['cutover', 'commit', 'close'] as const)('waits before a shut gate: %s looks again and does nothing else', (phase) => {
    expect(after(phase, shut)).toEqual([`r/permits/1/${phase}.1`])
  })

  it('goes on to the checks only with an equal proof, else back', () => {
    expect(after('cutover', { ...open, switch: { proof: 'pass' } })).toEqual(['r/permits/1/verify'])
    expect(after('cutover', { ...open, switch: { proof: 'fail' } })).toEqual(['r/permits/1/rollback'])
    expect(after('cutover', { ...open, switch: {} })).toEqual(['r/permits/1/rollback'])
  })

  it('goes on to the replica and to the next wave only with checks that passed, else back', () => {
    const start = { id: 'r/archive/1/provision', phase: 'provision', input: {}, site: 'room-2' }

    expect(after('verify', { checks: { result: 'pass' }, wave: { starts: [start] } })).toEqual(['r/permits/1/protect', 'r/archive/1/provision'])
    expect(after('verify', { checks: { result: 'pass' }, wave: { starts: [] } })).toEqual(['r/permits/1/protect'])
    expect(after('verify', { checks: { result: 'fail' }, wave: { skipped: true } })).toEqual(['r/permits/1/rollback'])
  })
})
