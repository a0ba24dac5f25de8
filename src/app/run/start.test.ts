import { beforeEach, expect, it } from 'vitest'
import { NOW, recordingStore, Recorder } from '../../../tests/support/recording-run.js'
import type { PhaseStatus } from '../../engine/engine.js'
import type { SystemState } from '../../model/system-state.js'
import type { RunRecord } from '../../ports/run-store.js'
import type { OpenRun } from './open.js'
import { supersede } from './start.js'

let recorder: Recorder
beforeEach(() => {
  recorder = new Recorder()
})

const run: RunRecord = { id: 'r', place: 'p', createdAt: '', operator: 'o', planHash: 'sha256:1', inventoryHash: 'sha256:2', stacksHash: null, plan: {} }

function openWith(state: SystemState, status: PhaseStatus, detail = {}): Pick<OpenRun, 'store' | 'control'> {
  const store = recordingStore(recorder, { systems: [{ run: 'r', system: 'permits', attempt: 1, state, since: String(NOW), waiting: null, detail }] })
  return {
    store: { ...store, latestRun: async () => run },
    control: {
      startPhase: async () => undefined, wake: async () => undefined, retryFrom: async () => undefined, steps: async () => [], close: async () => undefined,
      cancel: (prefix) => recorder.note(`cancel ${prefix}`),
      list: async () => [{ id: 'r/permits/1/copy', phase: 'copy', site: 'local', status, notBefore: null, error: null }],
    },
  }
}

it.each(['cutover', 'trial', 'live'] as const)('leaves the run be that has a system in %s: its way back and approvals would be out of reach', async (state) => {
  await expect(supersede(openWith(state, 'waiting'), 'p')).rejects.toThrow('RUN_STILL_OPEN')
  await expect(supersede(openWith('blocked', 'failed', { from: state }), 'p')).rejects.toThrow('RUN_STILL_OPEN')
  expect(recorder.calls).toEqual([])
})

it('leaves the run be that works at this moment: two copies of one system would destroy each other', async () => {
  await expect(supersede(openWith('deployed', 'running'), 'p')).rejects.toThrow('RUN_STILL_OPEN')
})

it('ends what an earlier run merely waits for', async () => {
  await supersede(openWith('rehearsed', 'waiting'), 'p')

  expect(recorder.calls).toEqual(['cancel r/'])
})
