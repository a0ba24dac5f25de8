import { beforeEach, describe, expect, it } from 'vitest'
import { input, NOW, recordingPorts, recordingStore, Recorder } from '../../../tests/support/recording-run.js'
import { contentHash } from '../../model/canonical.js'
import { instantFromMs } from '../../model/instant.js'
import type { Approval } from '../../ports/run-store.js'
import { keepEvidence, reach, reachInOrder, signGate, wait, waitOver } from './record.js'

let recorder: Recorder
beforeEach(() => {
  recorder = new Recorder()
})

describe('the record of a run', () => {
  it('holds a state before the event that tells of it', async () => {
    await reach(recordingPorts(recorder), input, 'trial', { note: 1 })

    expect(recorder.calls).toEqual([`state permits trial ${instantFromMs(NOW)} {"note":1}`, 'event permits state.changed {"state":"trial","attempt":1}'])
  })

  it.each([['cutover', ['verified', 'trial']], ['verified', ['verified', 'trial']], ['trial', ['trial']]] as const)(
    'goes on from %s after a kill, and never back', async (state, reached) => {
      const there = { run: 'r', system: 'permits', attempt: 1, state, since: '', waiting: null, detail: {} }
      const store = recordingStore(recorder, { systems: [there] })

      await reachInOrder(recordingPorts(recorder, { store }), input, ['verified', 'trial'])

      expect(recorder.calls.filter((call) => call.startsWith('state ')).map((call) => call.split(' ')[2])).toEqual(reached)
    })

  it('tells nobody of a state that the store refuses', async () => {
    recorder.failing.add(`state permits trial ${instantFromMs(NOW)} {}`)

    await expect(reach(recordingPorts(recorder), input, 'trial')).rejects.toThrow('failed')
    expect(recorder.calls).toHaveLength(1)
  })

  it('holds since when a system waits, until the wait is over', async () => {
    const ports = recordingPorts(recorder)
    await wait(ports, input, { reason: 'lag', owner: 'qianyun', nextStep: 'compare' })
    await waitOver(ports, input)

    expect(recorder.calls).toEqual([
      `waiting permits {"reason":"lag","owner":"qianyun","nextStep":"compare","since":"${instantFromMs(NOW)}"}`,
      'event permits step.waiting {"reason":"lag","owner":"qianyun","nextStep":"compare"}', 'waiting permits null',
    ])
  })

  it('keeps evidence of the attempt it belongs to, under an id that says what it is', async () => {
    const kept = await keepEvidence(recordingPorts(recorder), { ...input, attempt: 2 }, 'proof', { result: 'pass' })

    expect(kept).toMatchObject({ id: 'permits-proof-1', run: 'r', system: 'permits', attempt: 2, kind: 'proof', at: instantFromMs(NOW), body: { result: 'pass' } })
  })

  it('signs a gate that facts open in the orchestrator\'s name, with the hash of those facts', async () => {
    const approvals: Approval[] = []
    const facts = { rehearsal: 'sha256:1' }
    await signGate(recordingPorts(recorder, { store: recordingStore(recorder, { approvals }) }), input, 'ready', 'all clean', facts)

    expect(approvals).toEqual([{ run: 'r', system: 'permits', attempt: 1, gate: 'ready', by: 'qianyun', at: instantFromMs(NOW), why: 'all clean', shown: contentHash(facts) }])
    expect(recorder.calls).toEqual(['event permits gate.opened {"gate":"ready","by":"qianyun"}'])
  })
})
