import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { DiagnosticError } from '../../../diagnostics/diagnostic.js'
import { run, type ExportArgs } from './export.js'

const city = fileURLToPath(new URL('../../../../tests/cases/stacks-two-sites', import.meta.url))
const address = ['legacy_letters_address=10.0.0.1', 'db_letters__letters_address=10.0.0.2']
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'qianyun-export-'))
  vi.stubEnv('QIANYUN_STATE', join(root, 'state'))
  cpSync(city, root, { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true }))

async function exported(args: Partial<ExportArgs> = {}, io = captureIo(root)) {
  return { code: await run({ place: 'linhe', address, ...args }, io), io }
}

function filesIn(folder = join(root, 'cdktf.out/linhe/manifests')): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]))
}

describe('stacks export', () => {
  it('writes a file an object, below its site and stack, with what kustomize and the order need', async () => {
    const { code, io } = await exported()
    const files = filesIn()

    expect([code, io.out()]).toEqual([0, expect.stringMatching(/^cloud: \d+ objects of 4 stacks\ncloud-dr: \d+ objects of 3 stacks\nwritten: cdktf\.out\/linhe\/manifests$/)])
    expect(parse(files['cloud/sys-letters-cloud/deployment.sys-letters.letters.yaml']!)).toMatchObject({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: expect.any(Number) } })
    expect(parse(files['cloud/sys-letters-cloud/endpointslice.sys-letters.db-letters.yaml']!)).toMatchObject({ endpoints: [{ addresses: ['10.0.0.2'] }] })
    expect(parse(files['cloud/kustomization.yaml']!)).toMatchObject({ kind: 'Kustomization', resources: ['platform-cloud', 'domain-admin-cloud', 'sys-letters-cloud', 'edge-letters'] })
    const { resources } = parse(files['cloud/sys-letters-cloud/kustomization.yaml']!) as { resources: string[] }
    expect(resources[0]).toBe('namespace.sys-letters.yaml')
    expect(resources.map((name) => `cloud/sys-letters-cloud/${name}`).filter((name) => !(name in files))).toEqual([])
  })

  it('gives equal bytes on repetition and in another folder', async () => {
    await exported()
    const before = filesIn()
    await exported()
    await exported({ out: 'elsewhere' })

    expect(filesIn()).toEqual(before)
    expect(filesIn(join(root, 'elsewhere'))).toEqual(before)
  })

  it('writes JSON when asked, the same objects', async () => {
    await exported({ format: 'json', out: 'json' })
    await exported({ out: 'yaml' })
    const [json, yaml] = ['json', 'yaml'].map((folder) => filesIn(join(root, folder)))

    expect(JSON.parse(json!['cloud/platform-cloud/priorityclass.qianyun-batch.json']!)).toEqual(parse(yaml!['cloud/platform-cloud/priorityclass.qianyun-batch.yaml']!))
    expect(hashes(json!)).toEqual(hashes(yaml!))
  })

  it('takes away the files of objects that are gone, and leaves a selection\'s neighbours alone', async () => {
    await exported()
    const file = join(root, 'inventory/linhe/inventory.yaml')
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('domainName:')
    writeFileSync(file, text.replace(/\n.*domainName:.*/, ''))
    const { io } = await exported()

    expect(io.out()).toMatch(/files of objects that are gone removed/)
    expect(Object.keys(filesIn()).filter((path) => path.includes('edge-letters'))).toEqual([])
    const before = filesIn()
    await exported({ site: 'dr' })
    expect(filesIn()).toEqual(before)
  })

  it('writes nothing when an address is missing, and names the variable and the site', async () => {
    const { code, io } = await exported({ address: ['legacy_letters_address=10.0.0.1'] })

    expect(code).toBe(3)
    expect(io.err()).toMatch(/K8S_VARIABLE_MISSING[^]*db_letters__letters_address[^]*"cloud-dr" in migrations\/<place>\/sites\.yaml/)
    expect(existsSync(join(root, 'cdktf.out/linhe/manifests'))).toBe(false)
  })

  it.each(['db=10.0.0', 'db=10.0.0.256', '10.0.0.1', 'db=host'])('refuses the address %s', async (wrong) => {
    await expect(exported({ address: [wrong] })).rejects.toThrow(DiagnosticError)
  })

  it('refuses a folder that holds something else, or an index that leads elsewhere', async () => {
    mkdirSync(join(root, 'mine'))
    writeFileSync(join(root, 'mine/notes.txt'), 'keep')
    const index = (file: string) => JSON.stringify({ schema: 1, kind: 'manifests', place: 'linhe', stacks: [{ stack: 's', site: 'x', objects: [{ file }] }] })

    expect((await exported({ out: 'mine' })).code).toBe(3)
    for (const file of ['../mine/notes.txt', 'a/../../mine/notes.txt', '/etc/hosts', 'x/s/..']) {
      mkdirSync(join(root, 'theirs'), { recursive: true })
      writeFileSync(join(root, 'theirs/index.json'), index(file))
      expect([(await exported({ out: 'theirs' })).code, file]).toEqual([3, file])
    }
    expect(readFileSync(join(root, 'mine/notes.txt'), 'utf8')).toBe('keep')
  })

  it('follows no link out of its folder', async () => {
    await exported({ out: 'linked' })
    mkdirSync(join(root, 'outside'))
    rmSync(join(root, 'linked/cloud/platform-cloud'), { recursive: true })
    symlinkSync(join(root, 'outside'), join(root, 'linked/cloud/platform-cloud'))

    await expect(exported({ out: 'linked' })).rejects.toThrow('K8S_EXPORT_FOLDER')
    expect(readdirSync(join(root, 'outside'))).toEqual([])
  })
})

function hashes(files: Record<string, string>): string[] {
  const { stacks } = JSON.parse(files['index.json']!) as { stacks: { objects: { hash: string }[] }[] }
  return stacks.flatMap(({ objects }) => objects.map(({ hash }) => hash))
}
