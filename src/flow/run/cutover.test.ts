import { beforeEach, describe, expect, it } from 'vitest'
import { contextOf, move, NOW, recordingPorts, recordingRouter, recordingSession, recordingMover, Recorder, route } from '../../../tests/support/recording-run.js'
import { milliseconds, seconds, type Duration } from '../../model/duration.js'
import type { SwitchSession } from '../../ports/data-mover.js'
import type { Router } from '../../ports/router.js'
import { switchOver, type SwitchOpened } from './cutover.js'

let recorder: Recorder
const opened: SwitchOpened[] = []
beforeEach(() => {
  recorder = new Recorder()
  opened.length = 0
})

interface Change {
  readonly from?: 'source' | 'target'
  readonly router?: Router | null
  readonly session?: SwitchSession
  readonly deadline?: Duration
}

/** Gives up only when asked to: the real clock of the outage. */
const realClock = { now: () => NOW, sleep: (duration: number, signal?: AbortSignal) => new Promise<void>((resolve) => { const timer = setTimeout(resolve, duration); signal?.addEventListener('abort', () => { clearTimeout(timer); resolve() }) }) }

function cross({ from = 'source', router = recordingRouter(recorder), session = recordingSession(recorder), deadline = seconds(20) }: Change = {}) {
  const mover = { ...recordingMover(recorder), beginSwitch: async () => recorder.note('begin').then(() => session) }
  const onOpen = async (result: SwitchOpened) => recorder.note('told').then(() => void opened.push(result))
  return switchOver({ ...recordingPorts(recorder, { mover }), clock: realClock }, { move, from, router, route, onOpen, deadline }, contextOf())
}

const ORDER = [
  'begin', 'fence', 'at switch.fenced', 'drain', 'route target', 'at switch.drained', 'fixups', 'snapshots', 'reverse', 'at switch.reversed', 'open', 'at switch.opened', 'told', 'at proof.started', 'prove', 'close',
]

describe('a switch', () => {
  it('takes its steps in the order that loses nothing, and proves only after users may write again', async () => {
    const { proof } = await cross()

    expect(recorder.calls).toEqual(ORDER)
    expect(proof.result).toBe('pass')
    expect(opened).toMatchObject([{ from: 'source', to: 'target', fencedAt: NOW, openedAt: NOW, position: '0/1' }])
  })

  it('goes the other way with the sides exchanged', async () => {
    await cross({ from: 'target' })

    expect(recorder.calls).toContain('route source')
    expect(opened).toMatchObject([{ from: 'target', to: 'source' }])
  })

  it.each(['fence', 'drain', 'fixups', 'snapshots', 'reverse', 'open', 'route target'])('that fails at "%s" is undone: the data first, then the router, then the sessions end', async (step) => {
    recorder.failing.add(step)

    await expect(cross()).rejects.toThrow(`${step} failed`)

    expect(recorder.calls.slice(-3)).toEqual(['abort', 'route source', 'close'])
    // Up to the failing step nothing was left out; the router turns while the data drains, so both have been called.
    const upTo = step === 'drain' ? 'route target' : step
    expect(recorder.calls.slice(0, -3)).toEqual(ORDER.slice(0, ORDER.indexOf(upTo) + 1))
    expect(opened).toEqual([])
  })

  it('waits for a router that is still turning before it turns it back', async () => {
    recorder.failing.add('drain')
    const slow: Router = {
      ...recordingRouter(recorder),
      switchTo: async (_, side) => {
        if (side === 'target') await new Promise((resolve) => setTimeout(resolve, 20))
        await recorder.note(`route ${side}`)
      },
    }

    await expect(cross({ router: slow })).rejects.toThrow('drain failed')

    expect(recorder.calls.slice(-4)).toEqual(['route target', 'abort', 'route source', 'close'])
  })

  it('turns the router back even when the undoing fails', async () => {
    recorder.failing.add('reverse').add('abort')

    await expect(cross()).rejects.toThrow('abort failed')

    expect(recorder.calls.slice(-3)).toEqual(['abort', 'route source', 'close'])
  })

  it.each(['told', 'prove'])('that fails at "%s", after the opening, undoes nothing: the new side serves', async (step) => {
    recorder.failing.add(step)

    await expect(cross()).rejects.toThrow(`${step} failed`)

    expect(recorder.calls).not.toContain('abort')
    expect(recorder.calls).not.toContain('route source')
    expect(recorder.calls.at(-1)).toBe('close')
  })

  it('leaves the requests alone where no router stands in front of the system', async () => {
    await cross({ router: null })

    expect(recorder.calls).toEqual(ORDER.filter((call) => call !== 'route target'))
  })

  it.each(['fence', 'drain', 'fixups', 'snapshots', 'reverse', 'open'] as const)('in which "%s" never returns is undone when the window ends: the side that served serves again', async (step) => {
    const session = { ...recordingSession(recorder), [step]: () => new Promise<never>(() => undefined) }

    await expect(cross({ session, deadline: milliseconds(30) })).rejects.toThrow('RUN_WINDOW_OVER')

    expect(recorder.calls.slice(-3)).toEqual(['abort', 'route source', 'close'])
    expect(opened).toEqual([])
  })

  it('takes no further step when one comes back after the window has ended', async () => {
    let comeBack = () => {}
    const session = { ...recordingSession(recorder), fixups: () => new Promise<void>((resolve) => { comeBack = resolve }) }
    await expect(cross({ session, deadline: milliseconds(30) })).rejects.toThrow('RUN_WINDOW_OVER')

    comeBack()
    await new Promise((resolve) => setTimeout(resolve, 10))

    expect(recorder.calls).not.toContain('open')
    expect(recorder.calls).not.toContain('snapshots')
  })

  it('turns a router back that hung and turned only after the window had ended', async () => {
    let turn = () => {}
    const slow: Router = {
      ...recordingRouter(recorder),
      switchTo: async (_, side) => {
        if (side === 'target') await new Promise<void>((resolve) => { turn = resolve })
        await recorder.note(`route ${side}`)
      },
    }
    await expect(cross({ router: slow, deadline: milliseconds(30) })).rejects.toThrow('RUN_WINDOW_OVER')

    turn()
    await new Promise((resolve) => setTimeout(resolve, 10))

    expect(recorder.calls.filter((call) => call.startsWith('route'))).toEqual(['route source', 'route target', 'route source'])
  })
})
