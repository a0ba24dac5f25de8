import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as explain } from '../../src/cli/commands/explain.js'
import { run as validate } from '../../src/cli/commands/inventory/validate.js'
import type { Language } from '../../src/model/labels.js'
import { captureIo } from '../support/capture-io.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const cases = (await readdir(here)).filter((name) => name.startsWith('inventory-') && !name.includes('.') && name !== 'inventory-sound')

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qianyun-cases-'))
})

afterAll(() => rm(root, { recursive: true, force: true }))

/** The sound place with the files of the case laid over it. */
async function cityOf(name: string): Promise<string> {
  const city = join(root, name)
  await cp(join(here, 'inventory-sound'), city, { recursive: true })
  await cp(join(here, name), city, { recursive: true })
  return city
}

describe('a place with mistakes', () => {
  it.each(cases.flatMap((name) => (['en', 'zh'] as const).map((language) => ({ name, language }))))(
    '$name is shown as expected in $language',
    async ({ name, language }: { name: string; language: Language }) => {
      const io = captureIo(await cityOf(name), language)

      const code = await validate({ places: ['linhe'] }, io)

      expect(code).toBe(3)
      await expect(io.out()).toMatchFileSnapshot(join(here, name, `expected.${language}.txt`))
    },
  )

  it('has an explain page for every code that is shown', async () => {
    const shown = new Set<string>()
    for (const name of cases) {
      const io = captureIo(await cityOf(name), 'zh')
      await validate({ places: ['linhe'], json: true }, io)
      for (const line of io.out().split('\n').filter(Boolean)) shown.add((JSON.parse(line) as { code: string }).code)
    }

    expect(shown.size).toBeGreaterThan(15)
    for (const code of shown) expect(await explain({ code }, captureIo(root, 'zh'))).toBe(0)
  })
})

describe('a place without mistakes', () => {
  it('is said to be clean, with its counts', async () => {
    const io = captureIo(await cityOf('inventory-sound'), 'en')

    expect(await validate({}, io)).toBe(0)
    expect(io.out()).toBe('linhe: clean, 8 records in 5 files (2 systems, 2 facilities, 0 networks, 0 targets)')
  })
})
