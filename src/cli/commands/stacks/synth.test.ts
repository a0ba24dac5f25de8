import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { run } from './synth.js'

const city = fileURLToPath(new URL('../../../../tests/cases/stacks-two-sites', import.meta.url))
let root: string

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'qianyun-stacks-'))
  vi.stubEnv('QIANYUN_STATE', join(root, 'state'))
  await cp(city, root, { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true }))

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(root, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(root, file), text.replace(from, to))
}

describe('stacks synth', () => {
  it('writes the stacks of both sites and says what is there', async () => {
    const io = captureIo(root)

    expect(await run({ place: 'linhe' }, io)).toBe(0)
    expect(io.out()).toMatch(/^cloud: 4 stacks \(1 platform, 1 domains, 1 systems, 1 edges\), \d+ resources$/m)
    expect(io.out()).toMatch(/^cloud-dr: 3 stacks/m)
    expect(io.out()).toMatch(/^gates: passed$/m)
    expect(io.out()).toMatch(/^written: cdktf\.out\/linhe {2}sha256:[0-9a-f]{64}$/m)
    expect(JSON.parse(readFileSync(join(root, 'cdktf.out/linhe/stacks.json'), 'utf8'))).toMatchObject({ kind: 'stacks', place: 'linhe' })
  })

  it('prints one object with the hash of every stack', async () => {
    const io = captureIo(root)
    await run({ place: 'linhe', site: 'dr', out: 'here', json: true }, io)

    const stacks = [{ name: 'platform-cloud-dr' }, { name: 'domain-admin-cloud-dr' }, { name: 'sys-letters-cloud-dr', resources: expect.any(Number) }]

    expect(JSON.parse(io.out())).toMatchObject({ folder: 'here', kind: 'stacks', stacks })
  })

  it('ends with 6 and names the facility when the replica lies beside its primary', async () => {
    await replace('inventory/linhe/inventory.yaml', 'facility: dr-centre\n', 'facility: centre\n')
    const io = captureIo(root, 'zh')

    expect(await run({ place: 'linhe' }, io)).toBe(6)
    expect(io.err()).toContain('STK_REPLICA_FACILITY')
    expect(io.err()).toContain('“letters”的容灾副本与主系统同在机房“centre”')
    expect(io.out()).toMatch(/关卡：1 项阻断/)
  })

  it('ends with 6 when the replica runs another image', async () => {
    await replace('inventory/linhe/inventory.yaml', 'digest: sha256:bb', 'digest: sha256:cb')
    const io = captureIo(root)

    expect(await run({ place: 'linhe' }, io)).toBe(6)
    expect(io.err()).toContain('kubernetes_deployment_v1.workload.spec.template.spec.container.0.image')
  })

  it('ends with 2 for a site or system without stacks, and suggests one', async () => {
    const io = captureIo(root)

    expect(await run({ place: 'linhe', system: ['leters'] }, io)).toBe(2)
    expect(await run({ place: 'linhe', site: 'clod' }, io)).toBe(2)
    expect(io.err()).toMatch(/STK_UNKNOWN_SYSTEM[^]*letters[^]*STK_UNKNOWN_SITE[^]*cloud/)
    expect(existsSync(join(root, 'cdktf.out'))).toBe(false)
  })

  it('ends with 3 and writes nothing when a file is wrong', async () => {
    await replace('inventory/linhe/inventory.yaml', 'cloudZone: admin_service', 'cloudZone: admin_servise')
    const io = captureIo(root)

    expect(await run({ place: 'linhe' }, io)).toBe(3)
    expect(existsSync(join(root, 'cdktf.out'))).toBe(false)
  })
})
