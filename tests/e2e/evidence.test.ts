import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EvidenceDocument } from '../../src/app/evidence/document.js'
import { signEvidence } from '../../src/app/evidence/sign.js'
import { openRun, type OpenRun } from '../../src/app/run/open.js'
import { exitCode } from '../../src/cli/exit-code.js'
import { createProgram } from '../../src/cli/program.js'
import { captureIo } from '../support/capture-io.js'
import { testControlDatabase, type TestControlDatabase } from '../support/control-database.js'

const run = { id: 'linhe-1', place: 'linhe', createdAt: '2026-04-11T08:00:00.000Z', operator: 'zhou', planHash: 'sha256:1', inventoryHash: 'sha256:2', stacksHash: null, plan: {} } as const
const at = (second: number) => `2026-04-11T08:00:${String(second).padStart(2, '0')}.000Z`

let database: TestControlDatabase
let folder: string
let open: OpenRun

beforeAll(async () => {
  database = await testControlDatabase()
  folder = await mkdtemp(join(tmpdir(), 'evidence-'))
  vi.stubEnv('QIANYUN_STATE', database.directory)
  vi.stubEnv('QIANYUN_DATABASE_URL', database.url)
  open = await openRun({ root: folder, place: 'linhe', stateDirectory: database.directory, databaseUrl: database.url })
  await open.store.createRun(run)
  await open.store.startAttempt(run.id, 'permits', 1, at(1))
  for (const [second, kind] of (['copy', 'switch', 'proof'] as const).entries()) await addEvidence(`e${second}`, kind, second)
  await open.store.approve({ run: run.id, system: 'permits', attempt: 1, gate: 'cutover', by: 'li', at: at(9), why: 'equal', shown: 'sha256:3' })
  await open.store.append({ run: run.id, system: 'permits', at: at(9), type: 'step.ended', data: { phase: 'copy', step: 'copy', attempt: 1, milliseconds: 12_000 } })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await open.close()
  await database.remove()
  await rm(folder, { recursive: true, force: true })
})

function addEvidence(id: string, kind: 'copy' | 'switch' | 'proof', second: number) {
  return open.store.addEvidence({ id, run: run.id, system: 'permits', attempt: 1, kind, at: at(second), body: { rows: 7, skipped: [{ object: 'cache', reason: 'unlogged' }], 表: '许可' } })
}

async function qianyun(...args: readonly string[]) {
  const io = captureIo(folder)
  const code = await exitCode(createProgram(io), ['node', 'qianyun', ...args], io)
  return { code, out: io.out(), err: io.err() }
}

describe('the evidence of a run', () => {
  let document: EvidenceDocument
  beforeEach(async () => {
    await qianyun('evidence', 'export', 'linhe', '-o', 'e.json')
    await writeFile(join(folder, 'key.pem'), (await qianyun('evidence', 'key', 'linhe')).out)
    document = JSON.parse(await readFile(join(folder, 'e.json'), 'utf8')) as EvidenceDocument
  })

  async function verifyChanged(change: Partial<EvidenceDocument>) {
    await writeFile(join(folder, 'changed.json'), JSON.stringify({ ...document, ...change }))
    return qianyun('evidence', 'verify', 'changed.json', '--key', 'key.pem')
  }

  it('is one file with all that was proved, who started and who signed, and how long each step took', () => {
    expect(document).toMatchObject({
      kind: 'evidence', place: 'linhe', run: { id: 'linhe-1', operator: 'zhou', planHash: 'sha256:1' }, approvals: [{ by: 'li', gate: 'cutover', shown: 'sha256:3' }],
      steps: [{ system: 'permits', phase: 'copy', step: 'copy', milliseconds: 12_000 }], head: document.evidence.at(-1)?.hash,
    })
    expect(document.evidence.map(({ id }) => id)).toEqual(['e0', 'e1', 'e2'])
  })

  it('is signed by the key of the place, which nobody else can read and which stays the same', async () => {
    const first = await qianyun('evidence', 'key', 'linhe')

    expect((await qianyun('evidence', 'key', 'linhe')).out).toBe(first.out)
    expect((await qianyun('evidence', 'key', 'dezhou')).out).not.toBe(first.out)
    expect(document.publicKey.trim()).toBe(first.out)
    expect((await stat(join(database.directory, 'evidence/linhe.key'))).mode & 0o777).toBe(0o600)
  })

  it('is found whole as it was exported, also without the state of the place, and in any layout', async () => {
    expect(await qianyun('evidence', 'verify', 'e.json', '--key', 'key.pem')).toMatchObject({ code: 0, out: expect.stringContaining('3 records of run linhe-1: none changed, removed or reordered\nsigned by the given key SHA256:') })
    expect(await verifyChanged({})).toMatchObject({ code: 0 })
    expect((await qianyun('evidence', 'verify', 'e.json')).out).toContain('compare it with the place')
  })

  it('says which record was changed, removed or reordered', async () => {
    const [e0, e1, e2] = document.evidence as [typeof document.evidence[0], typeof document.evidence[0], typeof document.evidence[0]]

    expect(await verifyChanged({ evidence: [e0, { ...e1, body: { rows: 8 } }, e2] })).toMatchObject({ code: 6, out: expect.stringContaining('Record 2 (e1) was changed') })
    expect((await verifyChanged({ evidence: [e0, e2] })).out).toContain('removed before record 2 (e2)')
    expect((await verifyChanged({ evidence: [e1, e0, e2] })).out).toContain('EVD_RECORD_MOVED')
    expect((await verifyChanged({ evidence: [e0, e1] })).out).toContain('after 2 records')
  })

  it('does not verify when anything beside the records was changed, or the end was cut with its head', async () => {
    const out = expect.stringContaining('EVD_SIGNATURE_WRONG')

    expect(await verifyChanged({ approvals: document.approvals.map((one) => ({ ...one, by: 'wang' })) })).toMatchObject({ code: 6, out })
    expect(await verifyChanged({ run: { ...document.run, operator: 'wang' } })).toMatchObject({ code: 6, out })
    expect(await verifyChanged({ evidence: document.evidence.slice(0, 2), head: document.evidence[1]!.hash })).toMatchObject({ code: 6, out })
    expect(await verifyChanged({ signature: '' })).toMatchObject({ code: 6, out })
  })

  it('says when it was signed by another key', async () => {
    const { publicKey: _, signature: __, ...body } = document
    const forged = signEvidence({ ...body, evidence: [], head: null }, generateKeyPairSync('ed25519').privateKey)

    expect(await verifyChanged(forged)).toMatchObject({ code: 6, out: expect.stringContaining('EVD_OTHER_KEY') })
  })

  it('is not verified where there is none', async () => {
    await writeFile(join(folder, 'plan.json'), '{"kind":"plan"}')

    expect(await qianyun('evidence', 'verify', 'none.json')).toMatchObject({ code: 3, err: expect.stringContaining('EVD_UNREADABLE') })
    expect(await qianyun('evidence', 'verify', 'plan.json')).toMatchObject({ code: 3, err: expect.stringContaining('EVD_NOT_EVIDENCE') })
    expect(await qianyun('evidence', 'verify', 'e.json', '--key', 'e.json')).toMatchObject({ code: 3, err: expect.stringContaining('EVD_NO_KEY') })
    expect(await qianyun('evidence', 'export', 'linhe', '-o', '/nowhere/e.json')).toMatchObject({ code: 5, err: expect.stringContaining('EVD_NOT_WRITTEN') })
  })
})

describe('a signature on what was shown', () => {
  const sign = (by: string, ...more: readonly string[]) => qianyun('run', 'approve', 'linhe', 'permits', '--gate', 'cutover', '--by', by, '--why', 'equal', ...more)
  const shown = async () => /\b([0-9a-f]{12})\b/.exec((await qianyun('run', 'status', 'linhe')).out)?.[1] ?? ''

  it('is taken while that is all there is, and refused when there is more', async () => {
    const seen = await shown()
    expect(await sign('wu', '--shown', seen)).toMatchObject({ code: 0 })

    await addEvidence('late', 'proof', 10)

    expect(await sign('zheng', '--shown', seen)).toMatchObject({ code: 6, err: expect.stringContaining(`${seen} was, ${await shown()} is there now`) })
    expect(await sign('zheng', '--shown', (await shown()).slice(0, 6))).toMatchObject({ code: 6 })
    expect(await sign('zheng', '--shown', `sha256:${await shown()}`)).toMatchObject({ code: 0 })
  })
})

describe('copies that are paused', () => {
  it('are shown with who holds them since when, and let go once', async () => {
    expect(await qianyun('run', 'pause', 'linhe', 'permits', '--by', 'qian')).toMatchObject({ code: 0 })
    expect((await qianyun('run', 'status', 'linhe')).out).toMatch(/copies paused by qian since 20\d\d-/)

    expect(await qianyun('run', 'resume', 'linhe', 'permits', '--by', 'sun')).toMatchObject({ code: 0 })
    expect((await qianyun('run', 'status', 'linhe')).out).not.toContain('paused')
    expect(await qianyun('run', 'resume', 'linhe', 'permits')).toMatchObject({ code: 3, err: expect.stringContaining('THR_NOT_PAUSED') })
    expect(await qianyun('run', 'pause', 'linhe', 'nothing')).toMatchObject({ code: 2, err: expect.stringContaining('RUN_UNKNOWN_SYSTEM') })
    expect((await open.store.events(run.id, 0)).map(({ type, data }) => [type, data['by']]).slice(-2)).toEqual([['copy.paused', 'qian'], ['copy.resumed', 'sun']])
  })
})
