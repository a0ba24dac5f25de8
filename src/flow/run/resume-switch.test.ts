import { beforeEach, describe, expect, it } from 'vitest'
import { contextOf, input, recordingMover, recordingPorts, Recorder, wiringOf } from '../../../tests/support/recording-run.js'
import type { DataMover, Side } from '../../ports/data-mover.js'
import { switchOrResume } from './resume-switch.js'

let recorder: Recorder
beforeEach(() => {
  recorder = new Recorder()
})

function switchWhile(side: Side | 'neither', from: Side = 'source', change: Partial<DataMover> = {}) {
  const ports = recordingPorts(recorder, { mover: { ...recordingMover(recorder, { side }), ...change } })
  const wiring = wiringOf(recorder)
  if (!wiring.move) throw new Error('the recorded system has data to move')
  return switchOrResume(ports, input, { ...wiring, move: wiring.move }, from, from === 'source' ? 'cutover' : 'rolled_back', contextOf())
}

const withoutEvents = () => recorder.calls.filter((call) => !call.startsWith('event') && !call.startsWith('at ')).map((call) => call.split(' 2026')[0])

describe('a switch that may have been interrupted', () => {
  it('before the opening starts over, with the requests on the side that serves', async () => {
    const { opened, proof } = await switchWhile('source')

    expect(withoutEvents()).toEqual([
      'recover', 'route source', 'begin from source', 'fence', 'drain', 'route target', 'fixups', 'snapshots', 'reverse', 'open', 'state permits cutover', 'prove', 'close',
    ])
    expect(opened).toMatchObject({ from: 'source', to: 'target' })
    expect(proof.method).toBe('snapshots')
  })

  it('after the opening does only the rest: requests to the side that serves, the state, a proof of the live sides', async () => {
    const { opened, proof } = await switchWhile('target')

    expect(withoutEvents()).toEqual(['recover', 'route target', 'state permits cutover', 'rehearse'])
    expect(opened).toBeNull()
    expect(proof.method).toBe('live')
  })

  it('back to the old side works the same way', async () => {
    await switchWhile('source', 'target')

    expect(withoutEvents()).toEqual(['recover', 'route source', 'state permits rolled_back', 'rehearse'])
  })

  it('tells that it has ended before the proof, with the times of the outage', async () => {
    await switchWhile('source')

    const ended = recorder.calls.findIndex((call) => call.startsWith('event permits step.ended {"step":"switch","from":"source","to":"target"'))
    expect(ended).toBeGreaterThan(0)
    expect(ended).toBeLessThan(recorder.calls.indexOf('prove'))
  })

  it('that fails while a side serves is only thrown on', async () => {
    recorder.failing.add('reverse')

    await expect(switchWhile('source')).rejects.toThrow('reverse failed')
    expect(recorder.calls.filter((call) => call.includes(' alarm '))).toEqual([])
  })

  it('whose opening was done though its answer was lost leaves the requests on the side that opened', async () => {
    recorder.failing.add('open')

    await expect(switchWhile('source', 'source', { status: async () => ({ serving: 'target', feed: true, copied: true, state: 'observing' }) })).rejects.toThrow('open failed')
    expect(recorder.calls.filter((call) => call.startsWith('route')).at(-1)).toBe('route target')
  })

  it('that an earlier worker left fenced and that cannot be undone raises the alarm', async () => {
    recorder.failing.add('recover')

    await expect(switchWhile('neither')).rejects.toThrow('RUN_NEITHER_SIDE_SERVES')
    expect(recorder.calls.at(-1)).toBe('event permits alarm {"code":"RUN_NEITHER_SIDE_SERVES","system":"permits"}')
  })

  it('that fails and leaves neither side serving raises the alarm', async () => {
    recorder.failing.add('reverse')

    await expect(switchWhile('neither')).rejects.toThrow('RUN_NEITHER_SIDE_SERVES')
    expect(recorder.calls.at(-1)).toBe('event permits alarm {"code":"RUN_NEITHER_SIDE_SERVES","system":"permits"}')
  })
})
