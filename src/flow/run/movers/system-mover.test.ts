import { beforeEach, describe, expect, it } from 'vitest'
import { contextOf, proofOf, Recorder, recordingMover, recordingSession } from '../../../../tests/support/recording-run.js'
import { bytes } from '../../../model/bytes.js'
import { milliseconds, seconds } from '../../../model/duration.js'
import type { CopyResult, DataMover, FilesMove, MoveStatus, Proof, Side, SwitchSession, SystemMove } from '../../../ports/data-mover.js'
import { moverOfKinds } from './by-kind.js'

const endpoint = { host: '127.0.0.1', port: 1, database: 'd', user: 'u', password: 'p' }
const files = (name: string): FilesMove => ({
  kind: 'files', system: 'permits', name, uplink: null, source: { path: `/old/${name}`, ssh: null }, target: { path: `/new/${name}`, ssh: null }, door: { kind: 'mode' }, exclude: [],
})
const move: SystemMove = {
  kind: 'system', system: 'permits', name: 'permits',
  parts: [{ kind: 'postgres', system: 'permits', name: 'db', uplink: null, source: endpoint, target: endpoint, appRoles: ['app'] }, files('scans'), files('maps')],
}

let calls: string[]
let failing: Set<string>
beforeEach(() => {
  calls = []
  failing = new Set()
})

/** Each part writes what it is asked, as `part call`, into one list. */
function recorderOf(part: string): Recorder {
  const recorder = new Recorder()
  recorder.note = async (call: string) => {
    calls.push(`${part} ${call}`)
    if (failing.has(`${part} ${call}`)) throw new Error(`${part} ${call} failed`)
  }
  return recorder
}

function sessionOf(part: string, timings: Partial<SwitchSession['timings']> = {}): SwitchSession {
  const session = recordingSession(recorderOf(part))
  return {
    ...session, timings: { ...session.timings, ...timings },
    drain: async (deadline) => recorderOf(part).note(`drain ${Number(deadline)}`).then(() => ({ position: `${part}@1` })),
    prove: async () => recorderOf(part).note('prove').then(() => ({ ...proofOf('pass'), tables: [tableOf('t')] })),
  }
}

function tableOf(table: string): Proof['tables'][number] {
  return { table, rowsSource: 2, rowsTarget: 2, hashSource: 'a', hashTarget: 'a', differing: [] }
}

function moverOf(more: Partial<DataMover> = {}, serving: Side = 'source'): DataMover {
  const one: DataMover = {
    ...recordingMover(new Recorder()),
    rehearse: async ({ name }) => recorderOf(name).note('rehearse').then(() => proofOf('pass', 'live')),
    beginSwitch: async ({ name }, from) => recorderOf(name).note(`begin ${from}`).then(() => sessionOf(name)),
    recover: async ({ name }, _context, lead) => recorderOf(name).note(`recover${lead === undefined ? '' : ` ${lead}`}`).then(() => lead ?? serving),
    release: ({ name }) => recorderOf(name).note('release'),
    finish: ({ name }) => recorderOf(name).note('finish'),
    retire: ({ name }) => recorderOf(name).note('retire'),
    ...more,
  }
  return moverOfKinds({ postgres: one, mariadb: one, files: one })
}

const everywhere = (call: string) => ['db', 'scans', 'maps'].map((part) => `${part} ${call}`)

async function drained(mover = moverOf()): Promise<SwitchSession> {
  const session = await mover.beginSwitch(move, 'source', contextOf())
  await session.fence()
  await session.drain(seconds(10))
  await session.fixups()
  await session.snapshots()
  await session.reverse()
  return session
}

describe('a switch of a system whose data lies in several places', () => {
  it('takes every step on all parts, and opens the lead before the others', async () => {
    const session = await drained()
    await session.open()
    await session.close()

    expect(calls).toEqual(['begin source', 'fence', 'drain 10000', 'fixups', 'snapshots', 'reverse', 'open', 'close'].flatMap(everywhere))
  })

  it('asks no follower to open before the lead has', async () => {
    let openLead = () => {}
    const slow = { ...sessionOf('db'), open: () => new Promise<void>((resolve) => { openLead = resolve }) }
    const session = await drained(moverOf({ beginSwitch: async ({ name }) => (name === 'db' ? slow : sessionOf(name)) }))

    const opening = session.open()
    await Promise.resolve()
    expect(calls.filter((call) => call.endsWith(' open'))).toEqual([])
    openLead()
    await opening

    expect(calls.filter((call) => call.endsWith(' open'))).toEqual(['scans open', 'maps open'])
  })

  it('waits for every part to end a step before it says that one has failed', async () => {
    failing.add('db fence')
    let fenced = false
    const slow = { ...sessionOf('maps'), fence: () => new Promise<void>((resolve) => setTimeout(() => { fenced = true; resolve() }, 20)) }
    const session = await moverOf({ beginSwitch: async ({ name }) => (name === 'maps' ? slow : sessionOf(name)) }).beginSwitch(move, 'source', contextOf())

    await expect(session.fence()).rejects.toThrow('db fence failed')
    expect(fenced).toBe(true)
  })

  it('ends the parts that could begin when one cannot', async () => {
    failing.add('scans begin source')

    await expect(moverOf().beginSwitch(move, 'source', contextOf())).rejects.toThrow('scans begin source failed')
    expect(calls.slice(3)).toEqual(['db close', 'maps close'])
  })

  it.each(['db fence', 'maps fence', 'scans drain 10000', 'db open'])('that fails at "%s" is undone everywhere, the lead first', async (step) => {
    failing.add(step)
    const session = await moverOf().beginSwitch(move, 'source', contextOf())
    await expect(session.fence().then(() => session.drain(seconds(10))).then(() => session.open())).rejects.toThrow(`${step} failed`)
    calls = []

    await session.abort()
    await session.abort()
    await session.close()

    expect(calls).toEqual([...everywhere('abort'), ...everywhere('close')])
  })

  it.each(['db', 'scans'])('is undone on the other parts though %s cannot be', async (part) => {
    failing.add(`${part} abort`)
    const session = await drained()
    calls = []

    await expect(session.abort()).rejects.toThrow(`${part} abort failed`)
    expect(calls).toEqual(everywhere('abort'))
  })

  it('leaves the followers as they are when the lead was asked to open and cannot be undone: it may have opened', async () => {
    failing.add('db open').add('db abort')
    const session = await drained()
    await expect(session.open()).rejects.toThrow('db open failed')
    calls = []

    await expect(session.abort()).rejects.toThrow('db abort failed')
    await session.close()

    expect(calls).toEqual(['db abort'])
  })

  it('completes a follower that fails to open, and proves it in use', async () => {
    failing.add('maps open')
    const session = await drained()
    calls = []
    await session.open()
    const proof = await session.prove(() => undefined)

    expect(calls).toEqual(['db open', 'scans open', 'maps open', 'maps recover target', 'db prove', 'scans prove', 'maps rehearse'])
    expect(proof.method).toBe('live')
  })

  it('tries a follower again and undoes nothing when it does not open at all', async () => {
    failing.add('maps open').add('maps recover target')
    const session = await drained()
    calls = []

    await expect(session.open()).rejects.toThrow('maps recover target failed')
    await expect(session.abort()).rejects.toThrow('MOVE_ALREADY_OPEN')
    await session.close()

    expect(calls.filter((call) => call.includes('abort'))).toEqual([])
    expect(calls.slice(3)).toEqual(['maps recover target', 'maps recover target', 'maps recover target', 'db close', 'scans close'])
  })

  it('proves all parts under their snapshots, each table with the name of its part', async () => {
    const session = await drained()
    await session.open()

    expect(await session.prove(() => undefined)).toMatchObject({ result: 'pass', method: 'snapshots', tables: [{ table: 'db/t' }, { table: 'scans/t' }, { table: 'maps/t' }] })
  })

  it('takes as long as its slowest part, and for the opening as long as the lead and then the slowest of the others', async () => {
    const times = { db: { fence: 5, open: 7 }, scans: { fence: 9, open: 2 }, maps: { fence: 1, open: 3 } }
    const session = await moverOf({ beginSwitch: async ({ name }) => sessionOf(name, times[name as 'db']) }).beginSwitch(move, 'source', contextOf())

    expect(session.timings).toMatchObject({ fence: 9, drain: 1, open: 10 })
  })
})

describe('after an interruption', () => {
  it('the lead is asked first, and the others are taken to where it serves', async () => {
    expect(await moverOf({}, 'target').recover(move, contextOf())).toBe('target')

    expect(calls).toEqual(['db recover', 'scans recover target', 'maps recover target'])
  })

  it('a part that was left behind is switched after its lead', async () => {
    const mover = moverOf({ recover: async ({ name }) => (name === 'scans' ? 'source' : 'target') })

    expect(await mover.recover(move, contextOf())).toBe('target')
    expect(calls).toEqual(['begin source', 'fence', 'drain 20000', 'fixups', 'snapshots', 'reverse', 'open', 'close'].map((call) => `scans ${call}`))
  })
})

describe('a system of several parts', () => {
  const copy = (rows: number, more: Partial<CopyResult> = {}): CopyResult => ({ tables: 1, rows, bytes: rows * 10, largeObjects: 0, milliseconds: rows, consistentPoint: '0/1', skipped: [], copier: 'parallel', ...more })

  it('is copied side by side, its results added', async () => {
    const copies = { db: copy(5), scans: copy(2, { copier: 'rsync 3', skipped: [{ object: 'a.sock', reason: 'special_file' }] }), maps: copy(3, { copier: 'rsync 3' }) }
    const mover = moverOf({ copy: async ({ name }) => copies[name as 'db'] })

    expect(await mover.copy(move, contextOf())).toEqual({
      tables: 3, rows: 10, bytes: 100, largeObjects: 0, milliseconds: 5, consistentPoint: 'db: 0/1, scans: 0/1, maps: 0/1',
      skipped: [{ object: 'scans/a.sock', reason: 'special_file' }], copier: 'parallel, rsync 3',
    })
  })

  it('is found wanting where a part is, by the name of the part', async () => {
    const found = { db: [{ check: 'P1', severity: 'fix' as const, objects: ['t'], params: {} }], scans: [], maps: [{ check: 'F1', severity: 'warn' as const, objects: [], params: {} }] }
    const mover = moverOf({ preflight: async ({ name }) => found[name as 'db'], fix: async ({ name }) => ({ fixed: name === 'db' ? ['P1'] : [] }) })

    expect((await mover.preflight(move)).map(({ check, objects }) => [check, objects])).toEqual([['P1', ['db/t']], ['F1', ['maps']]])
    expect(await mover.fix(move, ['P1'], contextOf())).toEqual({ fixed: ['db/P1'] })
  })

  it('is as far behind as its slowest part, with the errors of all', async () => {
    const read = { db: 20, scans: 900, maps: 0 }
    const mover = moverOf({ syncStatus: async ({ name }) => ({ lag: milliseconds(read[name as 'db']), pending: bytes(10), applyErrors: 1, drifted: name === 'db' ? ['t'] : [] }) })

    expect(await mover.syncStatus(move)).toEqual({ lag: 900, pending: 30, applyErrors: 3, drifted: ['db/t'] })
  })

  it('serves where its lead serves, and stands where its last part stands', async () => {
    const stand: Record<string, MoveStatus> = {
      db: { serving: 'target', feed: true, copied: true, state: 'observing' }, scans: { serving: 'neither', feed: false, copied: true, state: 'fenced' }, maps: { serving: 'target', feed: true, copied: true, state: 'observing' },
    }

    expect(await moverOf({ status: async ({ name }) => stand[name]! }).status(move)).toEqual({ serving: 'target', feed: false, copied: true, state: 'fenced' })
  })

  it.each(['release', 'finish', 'retire'] as const)('%s reaches every part though one fails', async (act) => {
    failing.add(`db ${act}`)

    await expect(moverOf()[act](move, contextOf())).rejects.toThrow(`db ${act} failed`)
    expect(calls).toEqual(everywhere(act))
  })

  it('differs when a part does', async () => {
    const mover = moverOf({ rehearse: async ({ name }) => (name === 'maps' ? { ...proofOf('fail', 'live'), objects: { compared: 4, different: ['mode a'] } } : proofOf('pass', 'live')) })

    expect(await mover.rehearse(move, contextOf())).toMatchObject({ result: 'fail', method: 'live', objects: { compared: 4, different: ['maps/mode a'] } })
  })
})
