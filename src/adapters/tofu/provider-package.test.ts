import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { machinePlatform } from './mirror.js'
import { isLocked, recognizePackage, writePackage } from './provider-package.js'
import { readZip } from './zip.js'

const provider = { source: 'registry.example.org/made/kubernetes', version: '2.38.0' }
const program = 'terraform-provider-kubernetes_v2.38.0_x5'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'package-')) })
afterEach(() => rmSync(folder, { recursive: true }))

/** An archive as the makers of providers write them. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  let at = 0
  const parts = Object.entries(files).map(([name, text]) => {
    const [bytes, packed] = [Buffer.from(text), deflateRawSync(text)]
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(8, 4)
    for (const [offset, value] of [[10, crc32(bytes)], [14, packed.length], [18, bytes.length]] as const) fields.writeUInt32LE(value, offset)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed])
    const entry = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, Buffer.alloc(14), Buffer.from(name)])
    entry.writeUInt32LE(at, 42)
    at += local.length
    return { local, entry }
  })
  const entries = Buffer.concat(parts.map(({ entry }) => entry))
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  for (const offset of [8, 10]) end.writeUInt16LE(parts.length, offset)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts.map(({ local }) => local), entries, end])
}

function bring(name: string, bytes: Buffer | string): string {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

describe('a package that somebody brings', () => {
  it.each([
    ['terraform-provider-kubernetes_2.38.0_linux_arm64.zip', 'linux_arm64'],
    ['terraform-provider-kubernetes_v2.38.0_x5', machinePlatform()],
    ['terraform-provider-kubernetes_v2.38.0', machinePlatform()],
  ])('%s is for %s', (file, platform) => {
    expect(recognizePackage(file, [provider])).toEqual({ file, provider, platform })
  })

  it.each(['terraform-provider-kubernetes_2.37.0_linux_arm64.zip', 'terraform-provider-helm_2.38.0_linux_arm64.zip', 'terraform-provider-kubernetes', 'provider.zip'])('%s is for nothing that is needed', (file) => {
    expect(recognizePackage(file, [provider])).toBeUndefined()
  })
})

describe('writing a package into a mirror', () => {
  it('unpacks it to where the tools look, tells its SHA-256, and notes the hash of every platform', async () => {
    const file = bring('terraform-provider-kubernetes_2.38.0_linux_amd64.zip', zip({ [program]: 'program', 'LICENSE.txt': 'licence' }))
    const mirror = join(folder, 'mirror')
    await writePackage(mirror, { file, provider, platform: 'linux_arm64' })
    const written = await writePackage(mirror, { file, provider, platform: 'linux_amd64' })

    expect(readFileSync(join(written.folder, program), 'utf8')).toBe('program')
    expect(statSync(join(written.folder, program)).mode & 0o777).toBe(0o755)
    expect(written).toMatchObject({ folder: join(mirror, provider.source, '2.38.0/linux_amd64'), hash: 'h1:QAsMfOG/veqFbSiTvvBGnHnhno0bqvrqi5qdFhsSPbI=' })
    expect(written.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(readFileSync(written.lock, 'utf8').match(/h1:/g)).toHaveLength(2)
    expect(await isLocked(mirror, provider, written.hash)).toBe(true)
    expect(await isLocked(mirror, provider, 'h1:other')).toBe(false)
    expect(await isLocked(folder, provider, written.hash)).toBeUndefined()
  })

  it('takes the program alone too, and puts it in the place of another', async () => {
    const mirror = join(folder, 'mirror')
    for (const text of ['first', 'second']) await writePackage(mirror, { file: bring(program, text), provider, platform: 'linux_amd64' })

    expect(readFileSync(join(mirror, provider.source, '2.38.0/linux_amd64', program), 'utf8')).toBe('second')
  })

  it('leaves what is there when the package is damaged', async () => {
    const mirror = join(folder, 'mirror')
    const sound = zip({ [program]: 'program' })
    await writePackage(mirror, { file: bring('a.zip', sound), provider, platform: 'linux_amd64' })
    const cut = writePackage(mirror, { file: bring('b.zip', sound.subarray(0, 60)), provider, platform: 'linux_amd64' })

    await expect(cut).rejects.toMatchObject({ diagnostics: [{ code: 'TOFU_MIRROR_PACKAGE_DAMAGED' }] })
    expect(readFileSync(join(mirror, provider.source, '2.38.0/linux_amd64', program), 'utf8')).toBe('program')
  })
})

describe('reading an archive', () => {
  it('refuses names that lead elsewhere, and bytes that are not what they were', () => {
    const changed = zip({ [program]: 'program' })
    changed.writeUInt8(changed.readUInt8(30 + program.length + 2) ^ 1, 30 + program.length + 2)

    expect(() => readZip(zip({ '../evil': 'x' }))).toThrow('no plain file name')
    expect(() => readZip(changed)).toThrow()
  })
})
