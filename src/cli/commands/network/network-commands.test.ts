import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { cityFile } from '../../../../tests/support/stacks-city.js'
import { createProgram } from '../../program.js'
import { exitCode } from '../../exit-code.js'

const programme = fileURLToPath(new URL('../../../../tests/cases/stacks-two-sites/migrations', import.meta.url))
const assumed = { source: 'assumed' } as const
let root: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'qianyun-network-test-'))
  await cp(programme, join(root, 'migrations'), { recursive: true })
  await mkdir(join(root, 'inventory/linhe'), { recursive: true })
  const file = cityFile()
  const target = (id: string, domain: string) => ({ id: `${id}-target`, env: 'target' as const, cloud: 'city', domain, ports: [80], ...assumed })
  file.domains!.push(
    { id: 'front', name: '互联网接入区', kind: 'internet_access', cidr: ['203.0.113.0/24'], exchange: 'gap', ...assumed },
    { id: 'police', name: '公安专网', kind: 'private_zone', cidr: ['10.3.0.0/16'], isolatedFrom: ['admin'], ...assumed },
    { id: 'room', name: '专网', kind: 'private_zone', cidr: ['10.4.0.0/16'], ...assumed }, { id: 'room-two', name: '专网二', kind: 'private_zone', cidr: ['10.5.0.0/16'], ...assumed },
  )
  const plain = file.systems![2]!
  file.systems!.push(
    { ...plain, id: 'site', deployments: [target('site', 'front')] }, { ...plain, id: 'arrests', deployments: [target('arrests', 'police')] },
    { ...plain, id: 'one', deployments: [target('one', 'room')] }, { ...plain, id: 'two', deployments: [target('two', 'room-two')] },
  )
  file.dependencies!.push({ from: 'permits', to: 'salaries', kind: 'api', direction: 'push', criticality: 'soft', port: 9100, ...assumed })
  for (const system of file.systems!) Object.assign(system, { disposition: system.id === 'zombie' ? 'retire' : 'migrate_cloud' })
  await writeFile(join(root, 'inventory/linhe/all.yaml'), stringify(file))
})

afterAll(() => rmSync(root, { recursive: true }))

async function network(...args: readonly string[]) {
  const io = captureIo(root)
  const code = await exitCode(createProgram(io), ['node', 'qianyun', 'network', ...args], io)
  return { code, out: io.out(), err: io.err() }
}

async function why(...args: readonly string[]) {
  const { code, out } = await network('why', 'linhe', ...args, '--json')
  return { code, ...JSON.parse(out).answers[0] }
}

const line = expect.objectContaining({ file: 'inventory/linhe/all.yaml', line: expect.any(Number) })

describe('network why', () => {
  it('names both hops over the exchange, the rules, and the line of the inventory behind them', async () => {
    const { code, out, err } = await network('why', 'linhe', 'permits', 'documents')

    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/^city: permits may reach documents on 8080\/TCP\n {2}permits → exchange\/gap\/documents :8080\n/)
    expect(out).toMatch(/ {6}exchange-gap\/allow-from-permits-to-documents, rule 0\n {8}dependency permits → documents \(api\) {2}inventory\/linhe\/all.yaml:\d+:\d+/)
    expect(out).toContain('  exchange/gap/documents → documents :8080')
  })

  it('leaves nothing behind on the disk', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('qianyun-network-') && !name.startsWith('qianyun-network-test-')).length
    const before = left()
    await why('permits', 'documents')

    expect(left()).toBe(before)
  })

  it('takes the port clients use for the one the pods have', async () => {
    expect(await why('permits', 'documents', '--port', '80')).toMatchObject({ code: 0, port: 8080 })
  })

  it('tells users by their address, and the name service', async () => {
    expect(await why('10.1.2.3', 'documents')).toMatchObject({ code: 0, hops: [{ to: 'gateway/admin' }, { from: 'gateway/admin', to: 'documents' }] })
    expect(await why('internet', 'site')).toMatchObject({ code: 0, hops: [{ to: 'gateway/front' }, { to: 'site' }] })
    expect(await why('archive', 'dns')).toMatchObject({ code: 0, port: 53 })
  })

  it.each([
    [['salaries', 'archive'], { kind: 'declare-dependency', line: expect.stringContaining('{ from: salaries, to: archive, kind: api, port: 8080'), at: null }],
    [['archive', 'permits'], { kind: 'declare-dependency', domains: ['admin', 'public'] }],
    [['documents', 'salaries', '--port', '7000'], { kind: 'state-port', line: 'port: 7000', at: line }],
    [['documents', 'permits'], { kind: 'other-direction', line: 'direction: both', at: line }],
    [['one', 'two'], { kind: 'declare-exchange', domains: ['room', 'room-two'], at: line }],
    [['archive', 'arrests'], { kind: 'isolated', domains: ['admin', 'police'], at: line }],
    [['internet', 'documents'], { kind: 'only-by-gateway', domains: ['admin'], at: line }],
    [['documents', '8.8.8.8'], { kind: 'nothing-to-declare', at: null }],
  ])('%j ends with 6 and says what to declare', async (args, advice) => {
    expect(await why(...args)).toMatchObject({ code: 6, reachable: false, advice })
  })

  it('calls the other way where the other side delivers', async () => {
    expect(await why('salaries', 'permits', '--port', '9100')).toMatchObject({ code: 0 })
    expect(await why('permits', 'salaries', '--port', '9100')).toMatchObject({ code: 6, advice: { kind: 'other-direction' } })
  })

  it('answers for the site that is asked about', async () => {
    expect(await why('permits', 'documents', '--site', 'dr')).toMatchObject({ code: 0, site: 'city-dr' })
    expect(await network('why', 'linhe', 'documents', 'salaries', '--site', 'city-dr')).toMatchObject({ code: 2, err: expect.stringContaining('"salaries" is in the stacks of linhe at city-dr') })
  })

  it.each([
    [['documnets', 'permits'], 2, /NET_UNKNOWN_END[\s\S]*did you mean "documents"/], [['permits', 'documents', '--site', 'city-d'], 2, /NET_UNKNOWN_SITE[\s\S]*did you mean "city/],
    [['permits', 'permits'], 2, /NET_NOTHING_BETWEEN/], [['internet', '8.8.8.8'], 2, /NET_NOTHING_BETWEEN/], [['permits', 'documents', '--port', '70000'], 2, /.*/],
  ])('%j is a wrong question', async (args, expected, words) => {
    const { code, err } = await network('why', 'linhe', ...args)

    expect(code).toBe(expected)
    expect(err).toMatch(words)
  })
})

describe('network matrix', () => {
  it('counts who may reach whom, domain by domain, and what stands between', async () => {
    const { code, out } = await network('matrix', 'linhe', '--site', 'city', '--json')
    const [{ domains, cells }] = JSON.parse(out).sites

    expect(code).toBe(0)
    expect(domains).toContainEqual({ domain: 'admin', name: 'Admin', systems: 3 })
    expect(cells).toContainEqual({ from: 'public', to: 'admin', pairs: 1, exchanges: ['gap'] })
    expect(cells).toContainEqual({ from: 'internet', to: 'front', pairs: 1, exchanges: [] })
    expect(cells.filter(({ from, to }: { from: string; to: string }) => from !== to).map(({ from, to }: { from: string; to: string }) => `${from} ${to}`)).toEqual(['admin public', 'internet front', 'public admin'])
  })

  it('is a table for people', async () => {
    const { out } = await network('matrix', 'linhe')

    expect(out).toMatch(/^city: who may reach whom/m)
    expect(out).toMatch(/^city-dr: /m)
    expect(out).toMatch(/^ {2}public Public +1 +1 /m)
    expect(out).toContain('  public → admin: over gap')
    expect(out).toContain('  internet → front: without an exchange')
  })
})
