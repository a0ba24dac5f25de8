import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { run as create } from '../plan/create.js'
import { run as show } from '../plan/show.js'
import { run } from './capacity.js'

const city = fileURLToPath(new URL('../../../../tests/cases/stacks-two-sites', import.meta.url))
let root: string

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'qianyun-capacity-'))
  await cp(city, root, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

/** Gives the zone another offer, and one at the DR site. */
function offer(capacity: string, dr: string): void {
  const file = join(root, 'inventory/linhe/inventory.yaml')
  const text = readFileSync(file, 'utf8')
  const stated = /capacity: \{ vcpu: 400[^}]*\}/
  expect(text).toMatch(stated)
  writeFileSync(file, text.replace(stated, `capacity: { ${capacity}, memGb: 1600, storageGb: 40000 }, drCapacity: { ${dr}, memGb: 1600, storageGb: 40000 }`))
}

describe('stacks capacity', () => {
  it('says of each zone and site what is held, and that nobody said what the DR site has', async () => {
    const io = captureIo(root)

    expect(await run({ place: 'linhe' }, io)).toBe(0)
    expect(io.out()).toMatch(/^cloud +zone-admin +cores +\d+(\.\d+)? +400 +\d+ %$/m)
    expect(io.out()).toMatch(/^cloud-dr +zone-admin +cores +\d+(\.\d+)? +not stated$/m)
    expect(io.out()).toMatch(/^wave +until +cloud\/zone-admin +cloud-dr\/zone-admin$/m)
    expect(io.out()).toMatch(/^ +\d+ +20\d\d-\d\d-\d\d +\d+ % \w+( GiB)? +[\d.]+ cores$/m)
    expect(io.err()).toContain('CAP_UNSTATED')
  })

  it('ends with 6 when a zone is too full, and names the day and the systems', async () => {
    offer('vcpu: 12', 'vcpu: 12')
    const io = captureIo(root, 'zh')

    expect(await run({ place: 'linhe' }, io)).toBe(6)
    expect(io.out()).toMatch(/^cloud +zone-admin +CPU 核 +[\d.]+ +12 +\d+ % +20\d\d-\d\d-\d\d {2}letters$/m)
    expect(io.err()).toMatch(/CAP_ZONE_FULL[^]*cloud：云区“zone-admin”在 20\d\d-\d\d-\d\d 超出容量：milliCpu/)
    expect(io.err()).toMatch(/cloud-dr：云区“zone-admin”/)
  })

  it('counts what is held on one day, by a plan of one\'s own', async () => {
    await create({ place: 'linhe', out: 'p.json' }, captureIo(root))
    const held = async (date: string): Promise<number[]> => {
      const io = captureIo(root)
      await run({ place: 'linhe', plan: 'p.json', date, json: true }, io)
      return JSON.parse(io.out()).zones.map((zone: { requested: { milliCpu: number } }) => zone.requested.milliCpu)
    }

    expect(new Set(await held('2000-01-01'))).toEqual(new Set([0]))
    expect(Math.min(...await held('2100-01-01'))).toBeGreaterThan(0)
  })

  it('refuses a day that does not exist and a plan that is none', async () => {
    const io = captureIo(root)

    expect(await run({ place: 'linhe', date: '2026-02-30' }, io)).toBe(2)
    expect(await run({ place: 'linhe', plan: 'inventory/linhe/inventory.yaml' }, io)).toBe(3)
    expect(io.err()).toMatch(/CAP_DATE_INVALID[^]*PLAN_FILE_INVALID/)
  })

  it('is shown with the plan, by its dates', async () => {
    offer('vcpu: 12', 'vcpu: 400')
    const io = captureIo(root)
    await create({ place: 'linhe', out: 'p.json' }, captureIo(root))
    await show({ file: 'p.json' }, io)

    expect(io.out()).toMatch(/^zone:zone-admin:vcpu +[\d.]+ +12$/m)
    expect(io.out()).toMatch(/^cloud +zone-admin +cores .* 20\d\d-\d\d-\d\d {2}letters$/m)
  })
})
