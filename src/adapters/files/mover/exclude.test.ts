import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../../ports/data-mover.contract.js'
import { excludes, requirePatterns } from './exclude.js'

const files = ['a.tmp', 'b.txt', 'cache/one', 'deep/cache/two', 'deep/er/b.txt', 'deep/er/x.tmp', 'file[1]', 'odd*name', 'deep/cache.txt', 'lost+found/1', '.qianyun/state', 'back\\slash', 'ab', 'ac', 'a/d/c']
const patterns = [
  '*.tmp', '/cache/', 'cache', 'cache/', '/deep/*', 'deep/**', '/deep/**/b.txt', 'er/b.txt', 'file[1]', 'a[bc]', 'a[!b]', 'odd\\*name', '?.txt', '/*', 'deep/***', 'a/*/c', '**/two', 'back\\slash',
]

const rsync = spawnSync('rsync', ['--version']).error === undefined

describe.skipIf(!rsync)(`patterns leave out what rsync leaves out${rsync ? '' : ' (needs rsync)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-exclude-'))
  beforeAll(() => files.forEach((file) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), '')
  }))
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(patterns)('%s', (pattern) => {
    const always = ['--exclude=/.qianyun/', '--exclude=/lost+found/']
    const said = execFileSync('rsync', ['-rn', '--out-format=%n', ...always, `--exclude=${pattern}`, `${folder}/`, `${folder}.none/`], { encoding: 'utf8' })
    const carried = said.split('\n').map((line) => line.replaceAll('\\#134', '\\')).filter((line) => files.includes(line))

    const excluded = excludes([pattern])

    expect(files.filter((path) => !excluded({ path, type: 'f' })).sort()).toEqual(carried.sort())
  })
})

test.each(['+ keep', '- drop', '!', '', '. merge', 'P protect', 'merge file', 'dir-merge,n .rules'])('what rsync takes for a rule is refused: %j', async (pattern) => {
  expect(await codeOf(Promise.resolve().then(() => requirePatterns(['*.tmp', pattern])))).toBe('FILES_EXCLUDE_UNKNOWN')
})
