import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFilesArchive } from '../../src/adapters/files/archive/index.js'
import { codeOf } from '../../src/ports/data-mover.contract.js'
import type { FilesSource } from '../../src/ports/data-mover.js'
import { stepContexts } from '../support/replica-place.js'

const without = ['tar', 'zstd', 'gzip'].find((program) => spawnSync(program, ['--version']).error !== undefined)

describe.skipIf(without !== undefined)(`the files archive${without === undefined ? '' : ` (needs ${without})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-archive-'))
  const context = stepContexts()
  const archive = createFilesArchive()
  const tree = join(folder, 'tree')
  const source: FilesSource = { kind: 'files', system: 'old', name: 'old', uplink: null, source: { path: tree, ssh: null }, door: { kind: 'mode' }, exclude: ['/cache/', '*.tmp'] }
  beforeAll(() => {
    for (const name of ['', 'scans', 'cache', '.qianyun']) mkdirSync(join(tree, name))
    writeFileSync(join(tree, 'scans/-张三\n.pdf'), 'scan')
    linkSync(join(tree, 'scans/-张三\n.pdf'), join(tree, 'same'))
    writeFileSync(join(tree, 'tool'), 'tool')
    chmodSync(join(tree, 'tool'), 0o4755)
    for (const name of ['cache/left', 'x.tmp', '.qianyun/state']) writeFileSync(join(tree, name), 'no data')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(['old.tar.zst', 'old.tar.gz'])('writes %s, private, with its size, hash and number of files, and it can be read back', async (name) => {
    const path = join(folder, 'new', name)

    const result = await archive.write(source, path, context())

    const content = readFileSync(path)
    expect(result).toEqual({ path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), tables: 3 })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const back = join(folder, `back of ${name}`)
    mkdirSync(back)
    execFileSync('tar', ['--extract', '--auto-compress', '--acls', '--xattrs', '--numeric-owner', '--preserve-permissions', '--file', path, '--directory', back])
    expect(readdirSync(back).sort()).toEqual(['same', 'scans', 'tool'])
    expect(readFileSync(join(back, 'scans/-张三\n.pdf'), 'utf8')).toBe('scan')
    expect(statSync(join(back, 'same')).nlink).toBe(2)
    expect(statSync(join(back, 'tool')).mode & 0o7777).toBe(0o4755)
  })

  it('leaves no file of that name when the tree cannot be read, and keeps the last whole one', async () => {
    const path = join(folder, 'kept.tar.zst')
    const { sha256 } = await archive.write(source, path, context())

    expect(await codeOf(archive.write({ ...source, source: { path: join(folder, 'none'), ssh: null } }, path, context()))).toBe('FILES_ARCHIVE_FAILED')

    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sha256)
  })
})
