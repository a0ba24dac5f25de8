import { describe, expect, it } from 'vitest'
import { makeArtifact } from '../../model/artifact.js'
import type { SystemState } from '../../model/system-state.js'
import type { SystemRecord } from '../../ports/run-store.js'
import type { Activity, Plan, PlanBody } from '../plan/plan.js'
import { inputOf, startsAfter, startsOfWave } from './waves.js'

const activity = (system: string, kind: Activity['kind'], start: string, more: Partial<Activity> = {}): Activity => ({
  id: `${system}-${kind}`, system, kind, start, end: start, team: 'a', window: null, uplink: kind === 'copy' ? { facility: 'room-1', mbps: 10 } : null, after: [], reasons: [], ...more,
})

const body: PlanBody = {
  seed: 1, iterations: 0, basis: {}, groups: [], resources: [], closings: [], forecast: [], unplanned: [],
  waves: [
    { no: 1, kind: 'pilot', start: '2026-03-02', end: '2026-03-20', systems: ['notices'], prerequisites: [] },
    { no: 2, kind: 'bulk', start: '2026-04-01', end: '2026-05-01', systems: ['permits', 'archive'], prerequisites: [] },
  ],
  activities: [
    activity('notices', 'copy', '2026-03-05'), activity('notices', 'cutover', '2026-03-07', { window: { start: '22:00', minutes: 240 } }),
    activity('permits', 'copy', '2026-04-02'), activity('old', 'retire', '2026-03-09'),
  ],
}
const plan: Plan = makeArtifact('plan', 'yunzhou', {}, body)

const record = (system: string, state: SystemState): SystemRecord => ({ run: 'r', system, attempt: 1, state, since: '', waiting: null, detail: {} })

describe('the waves of a run', () => {
  it('start with the pilot and with everything that is only retired', () => {
    const starts = startsOfWave(plan, 'r', 1, 'now')

    expect(starts.map(({ id }) => id)).toEqual(['r/notices/1/provision', 'r/old/1/retire'])
  })

  it('go on to the bulk only when every system of the pilot is accepted', () => {
    const input = inputOf(plan, 'r', 'notices', 1, 'now')

    expect(startsAfter(plan, [record('notices', 'cutover')], input, 'now')).toEqual([])
    expect(startsAfter(plan, [record('notices', 'trial')], input, 'now').map(({ phase, input: { system } }) => `${phase} ${String(system)}`)).toEqual(['provision permits', 'provision archive'])
  })

  it('do not go on after a rollback', () => {
    expect(startsAfter(plan, [record('notices', 'rolled_back')], inputOf(plan, 'r', 'notices', 1, 'now'), 'now')).toEqual([])
  })

  it('wait for the dates of the plan, in China\'s time', () => {
    const input = inputOf(plan, 'r', 'notices', 1, 'calendar')

    expect(input.notBefore['cutover']).toBe('2026-03-07T22:00:00+08:00')
    expect(input.windowEnd).toBe('2026-03-07T18:00:00.000Z')
    expect(input.site).toBe('room-1')
  })
})
