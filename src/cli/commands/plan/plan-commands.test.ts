import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { run as assess } from '../assess.js'
import { run as create } from './create.js'
import { run as show } from './show.js'
import { run as why } from './why.js'

const city = fileURLToPath(new URL('../../../../tests/cases/plan-three-systems', import.meta.url))
let root: string

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'qianyun-plan-'))
  await cp(city, root, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(root, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(root, file), text.replace(from, to))
}

test('assess says what becomes of the systems and ends with 0 when nothing is open', async () => {
  const io = captureIo(root)

  expect(await assess({ place: 'linhe' }, io)).toBe(0)
  expect(io.out().split('\n')).toEqual([
    'findings: none',
    'decisions: 3 systems, 3 of them proposed',
    '  1  retire',
    '       archive: confirmed as unused on 2018-01-15',
    '  2  migrate to the cloud',
    '       meetings: nothing stands against the cloud; zone zone-admin serves its users (extranet_admin); DR tier 2 by default for importance general, protection level ungraded',
    '       permits: nothing stands against the cloud; zone zone-admin serves its users (extranet_admin); DR tier 5 by default for importance core, protection level ungraded',
    'classified systems: 2, counted only',
  ])
})

test('assess ends with 6 when a grave finding is open, and says what to do', async () => {
  await replace('inventory/linhe/city.yaml', 'id: archive', 'disposition: migrate_cloud\n    id: archive')
  const io = captureIo(root)

  expect(await assess({ place: 'linhe' }, io)).toBe(6)
  expect(io.out()).toContain('SYS-06  archive')
  expect(io.out()).toContain('Set the disposition of archive to retire (now migrate_cloud)')
  expect(io.err()).toContain('ASM_FINDINGS_OPEN')
})

test('assess prints one JSON object with --json', async () => {
  const io = captureIo(root)
  await assess({ place: 'linhe', json: true }, io)

  expect(JSON.parse(io.out())).toMatchObject({ kind: 'assessment', classifiedCount: 2 })
})

test('a place with a wrong file is refused with 3', async () => {
  await replace('inventory/linhe/city.yaml', 'stage: running', 'stage: runing')

  expect(await create({ place: 'linhe' }, captureIo(root))).toBe(3)
})

test('create writes a plan that show accepts and why explains', async () => {
  const io = captureIo(root)

  expect(await create({ place: 'linhe', out: 'p.json' }, io)).toBe(0)
  expect(io.out()).toContain('linhe: 3 systems dated, 2 waves')
  expect(io.err()).toMatch(/^written: p\.json {2}sha256:[0-9a-f]{64}$/m)
  expect(JSON.parse(readFileSync(join(root, 'p.json'), 'utf8'))).toMatchObject({ kind: 'plan', place: 'linhe' })
  expect(await show({ file: 'p.json' }, captureIo(root))).toBe(0)
  const answer = captureIo(root)
  expect(await why({ place: 'linhe', system: 'permits', plan: 'p.json' }, answer)).toBe(0)
  expect(answer.out()).toMatch(/^permits: 2018-\d\d-\d\d, wave 2$/m)
  expect(answer.out()).toContain('the pilot is accepted on')
})

test('a plan whose inventory has changed is refused with 6, the change named', async () => {
  await create({ place: 'linhe', out: 'p.json' }, captureIo(root))
  await replace('inventory/linhe/city.yaml', 'sizeGb: 120', 'sizeGb: 130')
  const [shown, asked] = [captureIo(root), captureIo(root)]

  expect(await show({ file: 'p.json' }, shown)).toBe(6)
  expect(shown.err()).toContain('systems/permits')
  expect(await why({ place: 'linhe', system: 'permits', plan: 'p.json' }, asked)).toBe(6)
})

test('an unknown system ends with 2 and a suggestion, in the language of the reader', async () => {
  const io = captureIo(root, 'zh')

  expect(await why({ place: 'linhe', system: 'permit' }, io)).toBe(2)
  expect(io.err()).toContain('方案中没有系统“permit”')
  expect(io.err()).toContain('permits')
})

test('a seed that is no number ends with 2', async () => {
  expect(await create({ place: 'linhe', seed: Number.NaN }, captureIo(root))).toBe(2)
})
