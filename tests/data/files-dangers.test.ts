import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { bytes } from '../../src/model/bytes.js'
import { milliseconds } from '../../src/model/duration.js'
import { codeOf, takeSteps } from '../../src/ports/data-mover.contract.js'
import type { FileDoor } from '../../src/ports/data-mover.js'
import { createFilesMover } from '../../src/adapters/files/mover/index.js'
import { randomIds, systemClock } from '../../src/adapters/system/clock.js'
import { unlimited } from '../../src/adapters/throttle/unlimited.js'
import { app, context, createBed, filesIn, hinder, modeOf, rsyncsOn, synced, whyNot, type FilesBed } from './files-bed.js'

describe.skipIf(whyNot !== undefined)(`what endangers a move of files${whyNot === undefined ? '' : ` (${whyNot})`}`, () => {
  let bed: FilesBed
  const started: ChildProcess[] = []
  afterEach(async () => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
    await bed.remove()
  })
  /** A program of the application; resolves when it has said something. */
  const program = async (script: string, folder = '/'): Promise<ChildProcess> => {
    const child = spawn('sh', ['-c', script, 'sh', bed.at('source')], { ...app, cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
    started.push(child)
    await once(child.stdout, 'data')
    return child
  }

  test('the fence ends who keeps a file open, stands in the tree or does not want to go, and nobody else', async () => {
    bed = createBed()
    bed.write('source', 'read')
    await synced(bed)
    const open = await program('exec 5>>"$1/log"; echo; while :; do echo line >&5; sleep 0.02; done')
    const inside = await program('echo; exec sleep 60', bed.at('source'))
    const stubborn = await program('trap "" TERM; exec 5>>"$1/other"; echo; while :; do sleep 0.1; done')
    const reader = await program('exec 5<"$1/read"; echo; exec sleep 60')
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))

    await session.fence()

    await expect.poll(() => [open, inside, stubborn].map(({ signalCode }) => signalCode)).toEqual(['SIGTERM', 'SIGTERM', 'SIGKILL'])
    expect(reader.signalCode).toBeNull()
    await takeStepsAfterFence(session)
    expect(readFileSync(bed.at('target', 'log'), 'utf8')).toBe(readFileSync(bed.at('source', 'log'), 'utf8'))
    await session.close()
  })

  test('a root that was half opened or half closed becomes what it was', async () => {
    bed = createBed()
    await synced(bed)
    const root = () => [modeOf(bed.at('source')), statSync(bed.at('source')).uid, statSync(bed.at('source')).gid]
    const before = root()
    for (const [turn, [owner, mode]] of ([[app.uid, 0o700], [0, 0o770]] as const).entries()) {
      const session = await bed.mover().beginSwitch(bed.move, 'source', context(2 + 2 * turn))
      await session.fence()
      chownSync(bed.at('source'), owner, owner)
      chmodSync(bed.at('source'), mode)

      expect(await bed.mover().recover(bed.move, context(3 + 2 * turn))).toBe('source')

      expect(root()).toEqual(before)
    }
  })

  test('a map of a file that outlived its descriptor is found', async () => {
    bed = createBed()
    bed.write('source', 'mapped', 'x'.repeat(4_096))
    await synced(bed)
    const mapper = await program(`exec python3 -c '
import mmap, sys, time
f = open(sys.argv[1] + "/mapped", "r+b"); m = mmap.mmap(f.fileno(), 4096); f.close(); print(flush=True); time.sleep(60)' "$1"`)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))

    await session.fence()

    await expect.poll(() => mapper.signalCode).toBe('SIGTERM')
    await session.abort()
    await session.close()
  })

  test('the target stays closed while passes bring the modes of an open source', async () => {
    bed = createBed()
    for (let count = 0; count < 20; count += 1) bed.write('source', `file ${count}`)
    await bed.mover().prepare(bed.move, context(1))
    const seen = new Set<string>()
    const timer = setInterval(() => seen.add(`${modeOf(bed.at('target'))} ${statSync(bed.at('target')).uid}`), 1)

    await bed.mover().copy(bed.move, context(1))
    await bed.mover().syncStatus(bed.move)

    clearInterval(timer)
    expect([...seen]).toEqual(['700 0'])
  })

  test('a pass that an earlier worker left running is ended before a new one copies', async () => {
    bed = createBed({ options: { throttle: { ...unlimited, rate: () => bytes(200_000) } } })
    execFileSync('sh', ['-c', 'head -c 30000000 /dev/urandom > "$1/big"', 'sh', bed.at('source')])
    await bed.mover().prepare(bed.move, context(1))
    const dead = bed.mover().copy(bed.move, context(1)).then(() => 'ended', () => 'failed')
    await expect.poll(() => rsyncsOn(bed.at('target')).length, { timeout: 5_000 }).toBeGreaterThan(0)
    const left = rsyncsOn(bed.at('target'))

    const next = createFilesMover({ clock: systemClock, ids: randomIds, throttle: unlimited })
    const result = await next.copy(bed.move, context(2))

    expect(await dead).toBe('failed')
    expect(left.filter((pid) => rsyncsOn(bed.at('target')).includes(pid))).toEqual([])
    expect(result.bytes).toBe(30_000_000)
    expect(readFileSync(bed.at('target', 'big')).equals(readFileSync(bed.at('source', 'big')))).toBe(true)
  })

  test('a last pass that hangs is ended by the worker that follows, and the source serves', async () => {
    bed = createBed()
    bed.write('source', 'one')
    await synced(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await session.fence()
    const release = await hinder(bed.at('target'))
    const draining = session.drain(milliseconds(60_000)).then(() => 'drained', () => 'ended')
    await expect.poll(() => rsyncsOn(bed.at('target')).length, { timeout: 5_000 }).toBeGreaterThan(0)

    expect(await bed.mover().recover(bed.move, context(3))).toBe('source')

    expect(rsyncsOn(bed.at('target'))).toEqual([])
    expect(await draining).toBe('ended')
    expect(bed.write('source')).toBe(true)
    await release()
  })

  test('a copy that is paused stands still, one that is cancelled ends its programs', async () => {
    let paused = false
    bed = createBed({ options: { throttle: { ...unlimited, rate: () => bytes(2_000_000), paused: () => paused } } })
    execFileSync('sh', ['-c', 'head -c 20000000 /dev/urandom > "$1/big"', 'sh', bed.at('source')])
    await bed.mover().prepare(bed.move, context(1))
    const cancel = new AbortController()
    const copying = bed.mover().copy(bed.move, context(1, cancel.signal)).then(() => 'ended', () => 'cancelled')
    await expect.poll(() => rsyncsOn(bed.at('target')).length, { timeout: 5_000 }).toBeGreaterThan(0)

    paused = true
    const states = () => rsyncsOn(bed.at('target')).map((pid) => /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
    await expect.poll(() => new Set(states()), { timeout: 5_000 }).toEqual(new Set(['T']))
    paused = false
    await expect.poll(() => states().includes('T'), { timeout: 5_000 }).toBe(false)
    cancel.abort()

    expect(await copying).toBe('cancelled')
    await expect.poll(() => rsyncsOn(bed.at('target')), { timeout: 5_000 }).toEqual([])
    expect(bed.write('source')).toBe(true)
  })

  test('a target whose disk is full is told as that, and the source serves', async () => {
    const mount = join('/tmp', `qianyun-files-small-${process.pid}`)
    mkdirSync(mount)
    try {
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount]).status !== 0) return expect(existsSync(mount)).toBe(true)
      bed = createBed({ target: mount })
      execFileSync('sh', ['-c', 'head -c 3000000 /dev/urandom > "$1/big"', 'sh', bed.at('source')])
      const findings = await bed.mover().preflight(bed.move)
      expect(findings).toContainEqual(expect.objectContaining({ check: 'F3', severity: 'block', params: expect.objectContaining({ what: 'space' }) as unknown }))
      await bed.mover().prepare(bed.move, context(1))

      expect(await codeOf(bed.mover().copy(bed.move, context(1)))).toBe('FILES_NO_SPACE')

      expect(bed.write('source')).toBe(true)
      const guard = await bed.mover().guard(bed.move)
      expect(guard.map(({ side }) => side)).toEqual(['source', 'target'])
      await bed.remove()
    } finally {
      spawnSync('umount', [mount])
      rmSync(mount, { recursive: true, force: true })
    }
  })

  test('a follower whose leader serves on the new side is opened, not undone, when it lacked nothing but that', async () => {
    bed = createBed()
    bed.write('source', 'one')
    await synced(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'reverse')

    expect(await bed.mover().recover(bed.move, context(3), 'target')).toBe('target')

    expect([bed.write('source'), bed.write('target')]).toEqual([false, true])
    const early = await bed.mover().beginSwitch(bed.move, 'target', context(4))
    await takeSteps(early, 'drain')
    expect(await bed.mover().recover(bed.move, context(5), 'source')).toBe('target')
    expect([bed.write('source'), bed.write('target')]).toEqual([false, true])
  })

  test('passes that were given up start no more until the next copy', async () => {
    bed = createBed()
    await synced(bed)

    await bed.mover().release(bed.move, context(2))

    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'source', feed: false })
    expect(await codeOf(bed.mover().syncStatus(bed.move))).toBe('FILES_FEED_RELEASED')
    expect(await codeOf(bed.mover().beginSwitch(bed.move, 'source', context(3)))).toBe('FILES_FEED_RELEASED')
    await bed.mover().copy(bed.move, context(4))
    expect(await bed.mover().status(bed.move)).toMatchObject({ feed: true, state: 'syncing' })
  })

  test('a move is refused that would fill or copy itself, or what is not its own', async () => {
    bed = createBed()
    const inside = { ...bed.move, target: { path: bed.at('source', 'in it'), ssh: null } }
    mkdirSync(bed.at('source', 'in it'))
    expect(await codeOf(bed.mover().prepare(inside, context(1)))).toBe('FILES_SAME_TREE')
    writeFileSync(bed.at('target', 'theirs'), 'kept')
    expect(await codeOf(bed.mover().prepare(bed.move, context(1)))).toBe('FILES_TARGET_NOT_EMPTY')
    rmSync(bed.at('target', 'theirs'))
    expect(await codeOf(bed.mover().prepare({ ...bed.move, exclude: ['+ *'] }, context(1)))).toBe('FILES_EXCLUDE_UNKNOWN')
    expect(await codeOf(bed.mover().prepare({ ...bed.move, target: { path: bed.at('target', 'none'), ssh: null } }, context(1)))).toBe('FILES_TREE_MISSING')
    await bed.mover().prepare(bed.move, context(1))
    expect(await codeOf(bed.mover().prepare({ ...bed.move, name: 'another' }, context(1)))).toBe('FILES_OTHER_MOVE')
    expect(bed.write('source')).toBe(true)
  })

  test('preflight tells what is in the way', async () => {
    bed = createBed()
    mkdirSync(bed.at('source', 'db'))
    writeFileSync(bed.at('source', 'db/PG_VERSION'), '15')
    execFileSync('mkfifo', [bed.at('source', 'pipe')])
    await program('exec 5>>"$1/log"; echo; exec sleep 60')

    const findings = await bed.mover().preflight(bed.move)

    expect(findings.map(({ check, severity, params: { what } }) => `${check} ${severity} ${what}`)).toEqual(expect.arrayContaining(['F2 block database', 'F2 warn special', 'F4 warn writers']))
    expect(findings.find(({ params }) => params['what'] === 'database')?.objects).toEqual(['db: 1'])
    expect(existsSync(bed.at('source', '.qianyun'))).toBe(false)
  })

  test('a site\'s own commands are the door: what they leave open fails the fence, and what they close comes back', async () => {
    bed = createBed()
    const door = doorOfCommands(bed)
    bed = { ...bed, move: { ...bed.move, door } }
    bed.write('source', 'one')
    await synced(bed)
    const open = await program('exec 5>>"$1/log"; echo; exec sleep 60')
    const first = await bed.mover().beginSwitch(bed.move, 'source', context(2))

    expect(await codeOf(first.fence())).toBe('MOVE_DOOR_NOT_CLEAR')
    await first.abort()
    expect(open.signalCode).toBeNull()
    open.kill('SIGKILL')
    await once(open, 'close')
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(3))
    await takeSteps(session, 'open')
    expect(await session.prove(() => undefined)).toMatchObject({ result: 'pass' })
    await session.close()

    expect(readFileSync(join(bed.folder, 'doors'), 'utf8').trim().split('\n').slice(-2)).toEqual(['source closed', 'target open'])
    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'target', state: 'observing' })
    await bed.mover().finish(bed.move, context(4))
    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'target', state: 'closed' })
  })

  test('a site\'s command that will not open is undone', async () => {
    bed = createBed()
    const door = doorOfCommands(bed)
    bed = { ...bed, move: { ...bed.move, door: { ...door, target: { ...door.target, open: ['false'] } } } }
    await synced(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))

    expect(await codeOf(takeSteps(session, 'open'))).toBe('FILES_DOOR_FAILED')
    await session.abort()
    await session.close()

    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'source', state: 'syncing' })
    expect(filesIn(bed.at('target'))).toEqual([])
  })
})

type Commands = Extract<FileDoor, { kind: 'commands' }>

/** Notes what it was asked. */
function doorOfCommands(bed: FilesBed): Commands {
  const command = (what: string) => ['sh', '-c', 'echo "$1" >> "$2"', 'sh', what, join(bed.folder, 'doors')]
  return {
    kind: 'commands', source: { close: command('source closed'), open: command('source open') }, target: { close: command('target closed'), open: command('target open') },
  }
}

async function takeStepsAfterFence(session: Awaited<ReturnType<ReturnType<FilesBed['mover']>['beginSwitch']>>): Promise<void> {
  await session.drain(milliseconds(10_000))
  await session.fixups()
  await session.snapshots()
  await session.reverse()
  await session.open()
}
