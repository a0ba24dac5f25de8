import { beforeEach, describe, expect, it } from 'vitest'
import { NOW, Recorder, recordingMover, recordingRouter, recordingStore, wiringOf } from '../../../../tests/support/recording-run.js'
import { bytes } from '../../../model/bytes.js'
import { contentHash } from '../../../model/canonical.js'
import { minutes, seconds } from '../../../model/duration.js'
import type { EvidenceRecord } from '../../../model/evidence.js'
import type { StepContext } from '../../../model/step.js'
import type { SystemState } from '../../../model/system-state.js'
import type { GuardReading, SyncStatus } from '../../../ports/data-mover.js'
import type { Router, RouteSide } from '../../../ports/router.js'
import type { SystemRecord } from '../../../ports/run-store.js'
import { Watch, type WatchPorts } from './watch.js'

let recorder: Recorder
let systems: SystemRecord[]
let acts: readonly EvidenceRecord[]
let reading: GuardReading
let sync: SyncStatus
beforeEach(() => {
  recorder = new Recorder()
  systems = [record('syncing')]
  acts = []
  reading = { side: 'source', retained: 4_096, limit: 1_048_576, free: null, verdict: 'calm' }
  sync = { lag: seconds(1), pending: bytes(9), applyErrors: 0, drifted: [] }
})

const record = (state: SystemState, detail = {}): SystemRecord => ({ run: 'r', system: 'permits', attempt: 2, state, since: '', waiting: null, detail })

function watch(more: Partial<WatchPorts> = {}): Watch {
  const mover = {
    ...recordingMover(recorder),
    guard: async () => [reading],
    syncStatus: async () => sync,
    release: async (_: unknown, { fence }: StepContext) => recorder.note(`release with ${fence}`),
  }
  const store = { ...recordingStore(recorder), systems: async () => systems, evidence: async () => acts, nextFence: async (subject: string) => recorder.note(`fence ${subject}`).then(() => 41) }
  return new Watch({
    mover, store, clock: { now: () => NOW, sleep: async () => undefined }, wiring: async () => wiringOf(recorder),
    switching: async () => false, halt: () => recorder.note('halt'), ...more,
  })
}

const told = () => recorder.calls.filter((call) => call.includes(' alarm ')).map((call) => /"code":"(\w+)"/.exec(call)?.[1])

describe('a look at the feeds of a run', () => {
  it.each(['deployed', 'syncing', 'rehearsed', 'cutover', 'verified', 'trial', 'dr_ready', 'rolled_back'] as const)('measures a system in %s', async (state) => {
    systems = [record(state)]
    await watch().look('r')

    expect(recorder.calls).toEqual([expect.stringMatching(/^event permits measurement {"lagMs":1000,"pendingBytes":9,"applyErrors":0,"drifted":\[\],"guard":\[{"side":"source"/)])
  })

  it.each([record('planned'), record('provisioned'), record('live'), record('blocked', { from: 'provisioned' }), record('blocked', { from: 'trial', feed: 'given up' })])('leaves a system alone that has no feed', async (one) => {
    systems = [one]
    await watch().look('r')

    expect(recorder.calls).toEqual([])
  })

  it('leaves a system alone while it is switched, and one that has nothing to move', async () => {
    reading = { ...reading, verdict: 'stop' }
    await watch({ switching: async () => true }).look('r')
    await watch({ wiring: async () => ({ ...wiringOf(recorder), move: null }) }).look('r')

    expect(recorder.calls).toEqual([])
  })

  it('tells of an alarm once, until it has ended and comes again', async () => {
    const one = watch()
    const verdicts = ['alarm', 'alarm', 'calm', 'alarm'] as const
    for (const [index, verdict] of verdicts.entries()) {
      reading = { ...reading, verdict, retained: 600_000 + index }
      await one.look('r')
    }

    expect(told()).toEqual(['RUN_FEED_ALARM', 'RUN_FEED_ALARM'])
    expect(recorder.calls.find((call) => call.includes(' alarm '))).toContain('"retained":"585.9 KiB","limit":"1.0 MiB","free":"-"')
  })

  it('tells of changed tables, of changes that cannot be applied and of a feed far behind, and of another table again', async () => {
    const one = watch()
    sync = { lag: minutes(6), pending: bytes(1), applyErrors: 2, drifted: ['a'] }
    await one.look('r')
    sync = { ...sync, applyErrors: 3, drifted: ['a', 'b'] }
    await one.look('r')

    expect(told()).toEqual(['RUN_SCHEMA_DRIFT', 'RUN_APPLY_ERRORS', 'RUN_LAG', 'RUN_SCHEMA_DRIFT'])
  })

  it('tells once that it cannot see, and looks at the other systems all the same', async () => {
    systems = [{ ...record('trial'), system: 'lost' }, record('trial')]
    const one = watch({ wiring: async (system) => { if (system === 'lost') throw new Error('no route'); return wiringOf(recorder) } })
    await one.look('r')
    await one.look('r')

    expect(told()).toEqual(['RUN_WATCH_BLIND'])
    expect(recorder.calls.filter((call) => call.startsWith('event permits measurement'))).toHaveLength(2)
  })

  it('does not pile up on a system whose last look hangs', async () => {
    let looks = 0
    const one = watch({ wiring: () => { looks += 1; return new Promise(() => undefined) } })
    void one.look('r')
    await new Promise((resolve) => setImmediate(resolve))
    await one.look('r')

    expect(looks).toBe(1)
  })
})

describe('a feed that endangers the side that serves', () => {
  it.each([['stop', 'RUN_FEED_RELEASED'], ['lost', 'RUN_FEED_LOST']] as const)('(%s) before the switch is given up under a new fence number, after the phases have ended, and its system blocked', async (verdict, code) => {
    reading = { ...reading, verdict }
    await watch().look('r')

    expect(recorder.calls.map((call) => call.split(' 2026')[0]!.split(' {')[0])).toEqual([
      'halt', 'fence permits', 'release with 41', 'state permits blocked', 'event permits state.changed', 'event permits alarm',
    ])
    expect(recorder.calls[3]).toContain(`"problems":[{"code":"${code}"`)
    expect(recorder.calls[3]).toContain('"from":"syncing","feed":"given up","copyAgain":true}')
  })

  it.each(['cutover', 'verified', 'trial', 'dr_ready'] as const)('behind the switch takes the way back with it (%s): the phases go on, and nothing is copied again', async (state) => {
    systems = [record(state)]
    reading = { ...reading, verdict: 'stop', side: 'target' }
    await watch().look('r')

    expect(recorder.calls[0]).toBe('fence permits')
    expect(recorder.calls.join()).not.toContain('halt')
    expect(recorder.calls[2]).toContain('RUN_WAY_BACK_GONE')
    expect(recorder.calls[2]).toContain('"copyAgain":false}')
  })

  it('is left to the switch that has begun in the meantime', async () => {
    reading = { ...reading, verdict: 'stop' }
    let asked = 0
    await watch({ switching: async () => (asked += 1) > 1 }).look('r')

    expect(recorder.calls).toEqual([])
  })

  it('is left to the switch that began and ended while the servers were asked', async () => {
    const verdict: GuardReading = { ...reading, verdict: 'stop' }
    systems = [record('rehearsed')]
    const slow = { ...recordingMover(recorder), guard: async () => { systems = [record('cutover')]; return [verdict] } }
    await watch({ mover: slow }).look('r')

    expect(recorder.calls).toEqual([])
  })

  it('of a system that was blocked already is given up too, and the reason is the new one', async () => {
    systems = [record('blocked', { from: 'rehearsed', phase: 'cutover' })]
    reading = { ...reading, verdict: 'stop' }
    await watch().look('r')

    expect(recorder.calls.filter((call) => call.startsWith('state ')).map((call) => call.split(' ')[2])).toEqual(['rehearsed', 'blocked'])
  })

  it('that cannot be given up is tried again at the next look, and the system goes on', async () => {
    reading = { ...reading, verdict: 'stop' }
    recorder.failing.add('release with 41')
    const one = watch()
    await one.look('r')
    recorder.failing.clear()
    await one.look('r')

    expect(told()).toEqual(['RUN_WATCH_BLIND', 'RUN_FEED_RELEASED'])
    expect(recorder.calls.filter((call) => call.startsWith('release'))).toHaveLength(2)
  })
})

describe('a system with both doors closed', () => {
  const shut = record('blocked', { from: 'rehearsed', problems: [{ code: 'RUN_NEITHER_SIDE_SERVES', params: {} }] })
  const evidence = (...kinds: readonly ('failover' | 'failback')[]) => kinds.map((kind) => ({ id: kind, run: 'r', system: 'permits', attempt: 2, kind, at: '', body: {}, previous: null, hash: contentHash(kind) }))
  const current = (side: RouteSide): Router => ({ ...recordingRouter(recorder), current: async () => side })
  const serving = (side: 'source' | 'neither') => ({ ...recordingMover(recorder, { side }), guard: async () => [reading], syncStatus: async () => sync })

  it('is opened where it served as soon as that side answers, its requests go there, and it stays blocked', async () => {
    systems = [shut]
    await watch({ mover: serving('neither') }).look('r')

    expect(recorder.calls.slice(0, 3)).toEqual(['fence permits', 'recover', 'route source'])
    expect(told()).toEqual(['RUN_SERVES_AGAIN'])
    expect(recorder.calls.some((call) => call.startsWith('state '))).toBe(false)
  })

  it('is left as it is once one side serves, and while it is switched', async () => {
    systems = [shut]
    await watch({ mover: serving('source') }).look('r')
    await watch({ mover: serving('neither'), switching: async () => true }).look('r')

    expect(recorder.calls).not.toContain('recover')
    expect(recorder.calls).not.toContain('route source')
  })

  it('is left to the switch that somebody has begun in the meantime', async () => {
    systems = [shut]
    let asked = 0
    await watch({ mover: serving('neither'), switching: async () => (asked += 1) > 1 }).look('r')

    expect(recorder.calls).not.toContain('recover')
  })

  it('stays closed while the DR site serves, by its requests or by the record', async () => {
    systems = [shut]
    await watch({ mover: serving('neither'), wiring: async () => ({ ...wiringOf(recorder), router: current('dr') }) }).look('r')
    acts = evidence('failback', 'failover')
    await watch({ mover: serving('neither') }).look('r')
    expect(recorder.calls).not.toContain('recover')

    acts = evidence('failover', 'failback')
    await watch({ mover: serving('neither') }).look('r')
    expect(recorder.calls).toContain('recover')
  })

  it('gets its requests back at a later look where the router could not be turned', async () => {
    systems = [shut]
    await watch({ mover: serving('source'), wiring: async () => ({ ...wiringOf(recorder), router: current('target') }) }).look('r')

    expect(recorder.calls).toContain('route source')
    expect(told()).toEqual(['RUN_SERVES_AGAIN'])
  })
})
