import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { run as synth } from './synth.js'
import { run } from './gates.js'

const city = fileURLToPath(new URL('../../../../tests/cases/stacks-two-sites', import.meta.url))
let root: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'qianyun-gates-'))
  vi.stubEnv('QIANYUN_STATE', join(root, 'state'))
  await cp(city, root, { recursive: true })
  await synth({ place: 'linhe' }, captureIo(root))
})
afterAll(() => rmSync(root, { recursive: true }))

/** A stack of its own folder, whose image somebody replaced by a tag. */
async function withTag(folder: string): Promise<void> {
  await cp(join(root, 'cdktf.out/linhe'), join(root, folder), { recursive: true })
  const file = join(root, folder, 'stacks/sys-letters-cloud/cdk.tf.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/@sha256:[0-9a-f]{64}/, ':latest'))
}

describe('stacks gates', () => {
  it('judges what was written of a place, in its own folder or in one that is named', async () => {
    const [place, folder] = [captureIo(root), captureIo(root)]

    expect(await run({ of: 'linhe' }, place)).toBe(0)
    expect(await run({ of: 'cdktf.out/linhe' }, folder)).toBe(0)
    expect(place.out()).toBe(folder.out())
    expect(place.out()).toMatch(/^7 stacks, \d+ gates: 0 block, \d+ warn$/m)
  })

  it('ends with 6 when a gate blocks, and writes what it found for another program', async () => {
    await withTag('other')
    const io = captureIo(root)

    expect(await run({ of: 'other', format: 'sarif', out: 'reports/gates.sarif' }, io)).toBe(6)
    expect(io.err()).toMatch(/^blocks {2}STK_IMAGE_DIGEST/m)
    const uris = JSON.parse(readFileSync(join(root, 'reports/gates.sarif'), 'utf8')).runs[0].results.map((result: { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }) => result.locations[0].physicalLocation.artifactLocation.uri)
    expect(uris).toContain('other/stacks/sys-letters-cloud/cdk.tf.json')
  })

  it('holds a place to the state that its sites.yaml chooses, and a folder to none', async () => {
    writeFileSync(join(root, 'migrations/linhe/sites.yaml'), 'state: { kind: pg, schema: stacks }\nsites: []\n')
    const [place, folder] = [captureIo(root), captureIo(root)]

    expect(await run({ of: 'linhe' }, place)).toBe(6)
    expect(place.out()).toMatch(/^blocks {2}STK_STATE_BACKEND/m)
    expect(await run({ of: 'cdktf.out/linhe' }, folder)).toBe(0)
    rmSync(join(root, 'migrations/linhe/sites.yaml'))
  })

  it.each(['json', 'sarif', 'junit'])('prints %s and nothing else on stdout', async (format) => {
    const io = captureIo(root)

    expect(await run({ of: 'linhe', format }, io)).toBe(0)
    expect(io.err()).toBe('')
    expect(io.out()).toMatch(format === 'junit' ? /^<\?xml[^]*<\/testsuites>$/ : /^\{.*\}$/)
  })

  it('refuses a folder without stacks, another format, and a file that cannot be written', async () => {
    const io = captureIo(root)

    await expect(run({ of: 'nowhere' }, io)).rejects.toThrow('STK_NOT_WRITTEN')
    await expect(run({ of: 'linhe', format: 'html' }, io)).rejects.toThrow('STK_OPTION_INVALID')
    await expect(run({ of: 'linhe', out: 'inventory' }, io)).rejects.toThrow('STK_FINDINGS_UNWRITABLE')
  })
})
