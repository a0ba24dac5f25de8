import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync, type PathLike } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { takeSteps } from '../../src/ports/data-mover.contract.js'
import type { Side } from '../../src/ports/data-mover.js'
import { app, context, createBed, filesIn, modeOf, synced, whyNot, type FilesBed } from './files-bed.js'

const raw = (...parts: readonly (string | Buffer)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)))

const names = ['#remark', ';remark', '-dash', ' blank ', 'new\nline', 'quote\'"', 'back\\slash', '\\#012', '人口登记.txt', '*', '[a]', '$(id)', '.hidden'] as const

async function switched(bed: FilesBed, from: Side, fence: number) {
  const session = await bed.mover().beginSwitch(bed.move, from, context(fence))
  await takeSteps(session, 'open')
  const proof = await session.prove(() => undefined)
  await session.close()
  return proof
}

describe.skipIf(whyNot !== undefined)(`what a move of files carries${whyNot === undefined ? '' : ` (${whyNot})`}`, () => {
  let bed: FilesBed
  afterEach(() => bed.remove())

  test('links, holes, modes, owners, access lists, attributes and every name a file can have', async () => {
    bed = createBed({ on: 'disk' })
    const at = (name: string) => bed.at('source', name)
    for (const name of names) {
      mkdirSync(at(`in ${name}`))
      writeFileSync(at(name), name)
      writeFileSync(join(at(`in ${name}`), name), name)
    }
    const odd: PathLike = raw(at(''), '/', Buffer.from([0xff, 0xfe, 0x80]))
    writeFileSync(odd, 'not UTF-8')
    mkdirSync(at('bin'))
    writeFileSync(at('bin/tool'), 'tool', { mode: 0o755 })
    chmodSync(at('bin/tool'), 0o6755)
    linkSync(at('bin/tool'), at('another name'))
    symlinkSync('../nowhere // at all', at('bin/link'))
    execFileSync('truncate', ['--size=64M', at('hole')])
    utimesSync(at('#remark'), 1, 1_000_000_000.123456)
    const attributes = setAttributes(at('-dash'))
    execFileSync('mkfifo', [at('bin/pipe')])
    execFileSync('chown', ['--no-dereference', '12345:54321', at('bin/link')])
    execFileSync('chown', ['12345:54321', at('人口登记.txt')])
    mkdirSync(at('cache'))
    writeFileSync(at('cache/left'), 'no data')
    bed = { ...bed, move: { ...bed.move, exclude: ['/cache/', '*.tmp'] } }
    writeFileSync(at('bin/x.tmp'), 'no data')
    await bed.mover().prepare(bed.move, context(1))
    const result = await bed.mover().copy(bed.move, context(1))

    const proof = await switched(bed, 'source', 2)

    expect(proof).toMatchObject({ result: 'pass', objects: { different: [] } })
    expect(result).toMatchObject({
      rows: names.length * 2 + 4, largeObjects: 0, copier: expect.stringMatching(/^rsync \d/) as unknown,
      skipped: [{ object: 'bin: 1', reason: 'special_file' }, { object: '/cache/', reason: 'excluded' }, { object: '*.tmp', reason: 'excluded' }],
    })
    const there = (name: string) => bed.at('target', name)
    expect(filesIn(bed.at('target')).length).toBe(result.rows)
    expect(readdirSync(Buffer.from(bed.at('target')), { encoding: 'buffer' }).some((name) => name.equals(Buffer.from([0xff, 0xfe, 0x80])))).toBe(true)
    expect(statSync(there('bin/tool')).ino).toBe(statSync(there('another name')).ino)
    expect(modeOf(there('bin/tool'))).toBe('6755')
    expect(statSync(there('hole')).blocks).toBeLessThan(100)
    expect(statSync(there('人口登记.txt'))).toMatchObject({ uid: 12_345, gid: 54_321 })
    expect(statSync(there('#remark')).mtimeMs).toBeCloseTo(1_000_000_000_123.456, 2)
    expect(modeOf(bed.at('target'))).toBe('2770')
    expect(statSync(bed.at('target'))).toMatchObject(app)
    if (attributes) expect(execFileSync('getfattr', ['-n', 'user.origin', '--only-values', there('-dash')], { encoding: 'utf8' })).toBe('scan')
    if (attributes) expect(execFileSync('getfacl', ['-cnp', there('-dash')], { encoding: 'utf8' })).toContain('user:12345:rw-')
  })

  test('the proof finds a change that kept size and time, and tells the folder and no name', async () => {
    bed = createBed()
    mkdirSync(bed.at('source', 'scans'))
    writeFileSync(bed.at('source', 'scans/李四.pdf'), 'first.')
    utimesSync(bed.at('source', 'scans/李四.pdf'), 1_000, 1_000)
    await synced(bed)
    expect((await bed.mover().rehearse(bed.move, context(2))).result).toBe('pass')
    writeFileSync(bed.at('source', 'scans/李四.pdf'), 'second')
    utimesSync(bed.at('source', 'scans/李四.pdf'), 1_000, 1_000)

    const rehearsal = await bed.mover().rehearse(bed.move, context(3))
    const proof = await switched(bed, 'source', 4)

    expect([rehearsal.result, proof.result]).toEqual(['fail', 'fail'])
    expect(proof.tables.find(({ table }) => table === 'scans')).toMatchObject({ rowsSource: 1, rowsTarget: 1, differing: ['scans: 1'] })
    expect(JSON.stringify([rehearsal, proof])).not.toContain('李四')
  })

  test('the proof finds an access list, an attribute and a hard link that are not there', async () => {
    bed = createBed({ on: 'disk' })
    for (const name of ['a', 'b', 'c', 'd']) writeFileSync(bed.at('source', name), name)
    linkSync(bed.at('source', 'a'), bed.at('source', 'a too'))
    const attributes = setAttributes(bed.at('source', 'b'))
    await synced(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'fixups')
    const kept = bed.at('target', 'a too')
    execFileSync('sh', ['-c', 'cp -p "$1" "$1.new" && mv "$1.new" "$1"', 'sh', kept])
    if (attributes) execFileSync('setfattr', ['-x', 'user.origin', bed.at('target', 'b')])
    chmodSync(bed.at('target', 'c'), 0o600)
    await session.snapshots()
    await session.reverse()
    await session.open()

    const proof = await session.prove(() => undefined)

    await session.close()
    expect(proof).toMatchObject({ result: 'fail', objects: { different: [attributes ? '.: 3' : '.: 2'] } })
  })

  test('what the application changes after the opening is no difference, what somebody writes on the closed side is one', async () => {
    bed = createBed()
    for (const name of ['changed', 'removed', 'same']) bed.write('source', name)
    await synced(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    bed.write('target', 'changed', 'since the opening')
    execFileSync('rm', [bed.at('target', 'removed')])
    bed.write('target', 'new')

    const proof = await session.prove(() => undefined)
    await session.close()

    expect(proof.result).toBe('pass')
    const back = await bed.mover().beginSwitch(bed.move, 'target', context(3))
    await takeSteps(back, 'open')
    // Both change the same file: its bytes cannot be compared any more, and yet the write on the closed side is a lost one.
    writeFileSync(bed.at('target', 'same'), 'by the superuser')
    bed.write('source', 'same', 'by the application')
    expect(await back.prove(() => undefined)).toMatchObject({ result: 'fail', tables: [{ table: '.', differing: ['.: 1'] }] })
    await back.close()
    expect(filesIn(bed.at('source'))).toEqual(['changed', 'new', 'same'])
  })

  test('20 000 small files are moved and proved', async () => {
    bed = createBed()
    execFileSync('sh', ['-c', 'cd "$1"; for d in 0 1 2 3 4 5 6 7 8 9; do mkdir $d; (cd $d; seq 1 2000 | split -l 1 -a 3 -); done; chown -R 65534:65534 .', 'sh', bed.at('source')])
    await bed.mover().prepare(bed.move, context(1))
    expect(await bed.mover().copy(bed.move, context(1))).toMatchObject({ rows: 20_000, tables: 10 })

    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    const proof = await session.prove(() => undefined)
    await session.close()

    console.log(`20 000 files: outage ${JSON.stringify(session.timings)}, proof ${proof.milliseconds} ms`)
    expect(proof.result).toBe('pass')
    expect(proof.tables.map(({ rowsSource }) => rowsSource)).toEqual(Array.from({ length: 10 }, () => 2_000))
  })
})

/** False where the file system or the programs to set them are not there. */
function setAttributes(file: string): boolean {
  try {
    execFileSync('setfattr', ['-n', 'user.origin', '-v', 'scan', file], { stdio: 'ignore' })
    execFileSync('setfacl', ['-m', 'u:12345:rw', file], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
