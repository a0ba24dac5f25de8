import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { wordsFor } from '../../../diagnostics/words.js'
import { loadPlace } from '../load.js'

type Fields = Record<string, unknown>
const assumed = { source: 'assumed' } as const
const capacity = { vcpu: 1, memGb: 1, storageGb: 1 }

function place(change: { [list: string]: readonly Fields[] }): string {
  const domain = (id: string, kind: string, octet: number, more: Fields = {}) => ({ id, name: id, kind, cidr: [`10.${octet}.0.0/16`], ...more, ...assumed })
  const system = (id: string, at: string, more: Fields = {}) => ({
    id, name: id, owner: 'office', category: 'business', stage: 'running', networks: ['extranet_admin'], classified: 'none', ...assumed, deployments: [{ id: `${id}-target`, env: 'target', domain: at, ...more, ...assumed }],
  })
  const lists: { [list: string]: readonly Fields[] } = {
    organisations: [{ id: 'office', name: 'Office', level: 'municipal', kind: 'government', ...assumed }],
    facilities: [{ id: 'dc', name: 'DC', kind: 'government_dc', status: 'running', ...assumed }],
    platforms: [
      { id: 'gap', name: 'Gap', kind: 'exchange_gateway', status: 'running', ...assumed },
      { id: 'sharing', name: 'Sharing', kind: 'sharing', status: 'running', ...assumed },
    ],
    domains: [
      domain('public', 'public_service', 1, { exchange: 'gap' }), domain('admin', 'admin_service', 2), domain('police', 'private_zone', 3, { isolatedFrom: ['admin'] }), domain('other', 'private_zone', 4),
      domain('video', 'isolated', 5), domain('copies', 'backup', 6),
    ],
    clouds: [{ id: 'city', name: 'City', kind: 'government', status: 'running', ...assumed, zones: [{ id: 'z', name: 'Z', kind: 'admin_service', facility: 'dc', domain: 'admin', capacity, ...assumed }] }],
    systems: [system('forms', 'public'), system('files', 'admin'), system('arrests', 'police'), system('maps', 'other'), system('cameras', 'video')],
    dependencies: [],
  }
  return stringify({ ...lists, ...change, ...Object.fromEntries(Object.entries(change).map(([list, records]) => [list, [...lists[list]!.filter(({ id }) => !records.some((record) => record['id'] === id && id !== undefined)), ...records]])) })
}

function told(change: { [list: string]: readonly Fields[] }) {
  const text = place(change)
  const { diagnostics } = loadPlace([{ path: 'inventory/linhe/all.yaml', role: 'inventory', text }])
  return diagnostics.map(({ code, severity, params, at }) => {
    expect(severity).toBe('error')
    expect(`${wordsFor(code, params, 'en').what} ${wordsFor(code, params, 'zh').what}`).not.toMatch(/\{\w+\}|undefined/)
    return `${code} ${text.split('\n')[at!.line - 1]!.slice(at!.column - 1, at!.column - 1 + at!.length)}`
  })
}

const needs = (from: string, to: string, more: Fields = {}) => ({ dependencies: [{ from, to, kind: 'api', criticality: 'soft', ...more, ...assumed }] })

describe('domains', () => {
  it('as they should be raise nothing, with flows over the exchange of either side', () => {
    expect(told({ dependencies: [...needs('forms', 'files').dependencies, ...needs('maps', 'forms').dependencies] })).toEqual([])
  })

  it('that something lies in have addresses', () => {
    expect(told({ domains: [{ id: 'admin', name: 'Admin', kind: 'admin_service', ...assumed }] })).toEqual(['NET_DOMAIN_WITHOUT_CIDR admin'])
    expect(told({ domains: [{ id: 'admin', name: 'Admin', kind: 'admin_service', cidr: [], ...assumed }] })).toEqual(['NET_DOMAIN_WITHOUT_CIDR admin'])
    expect(told({ domains: [{ id: 'later', name: 'Later', kind: 'admin_service', ...assumed }] })).toEqual([])
  })

  it('exchange over a cross-network exchange and nothing else', () => {
    expect(told({ domains: [{ id: 'public', name: 'P', kind: 'public_service', cidr: ['10.1.0.0/16'], exchange: 'sharing', ...assumed }] })).toEqual(['NET_NOT_AN_EXCHANGE sharing'])
  })

  it.each(['isolated', 'backup'])('of the kind %s exchange nothing', (kind) => {
    expect(told({ domains: [{ id: 'video', name: 'V', kind, cidr: ['10.5.0.0/16'], exchange: 'gap', ...assumed }], systems: [] })).toContain('NET_DOMAIN_MAY_NOT_EXCHANGE gap')
  })
})

describe('flows', () => {
  it('between two domains without an exchange are named at the dependency', () => {
    expect(told(needs('files', 'maps'))).toEqual(['NET_FLOW_WITHOUT_EXCHANGE maps'])
    expect(told(needs('files', 'maps', { via: 'sharing' }))).toEqual(['NET_FLOW_WITHOUT_EXCHANGE maps'])
    expect(told(needs('files', 'maps', { via: 'gap' }))).toEqual([])
  })

  it('neither enter nor leave a physically isolated domain', () => {
    expect(told(needs('forms', 'cameras'))).toEqual(['NET_FLOW_INTO_CLOSED_DOMAIN cameras'])
    expect(told(needs('cameras', 'forms', { via: 'gap' }))).toEqual(['NET_FLOW_INTO_CLOSED_DOMAIN forms'])
  })

  it('do not contradict what is said to be isolated, in either direction', () => {
    expect(told(needs('files', 'arrests', { via: 'gap' }))).toEqual(['NET_FLOW_BETWEEN_ISOLATED arrests'])
    expect(told(needs('arrests', 'files', { via: 'gap' }))).toEqual(['NET_FLOW_BETWEEN_ISOLATED files'])
  })

  it('carried by people, inside one domain, or of the exchange itself raise nothing', () => {
    expect(told(needs('forms', 'cameras', { kind: 'manual' }))).toEqual([])
    expect(told(needs('gap', 'maps'))).toEqual([])
    expect(told({ ...needs('forms', 'sharing'), platforms: [{ id: 'sharing', name: 'Sharing', kind: 'sharing', status: 'running', domain: 'public', ...assumed }] })).toEqual([])
  })
})

describe('systems', () => {
  const system = (...deployments: readonly Fields[]) => ({
    systems: [{ id: 'files', name: 'F', owner: 'office', category: 'business', stage: 'running', networks: ['extranet_admin'], classified: 'none', ...assumed, deployments: deployments.map((deployment, index) => ({ id: `d${index}`, env: 'target', ...deployment, ...assumed })) }],
  })

  it('have their replica in the domain of their primary', () => {
    expect(told(system({ domain: 'admin' }, { env: 'dr', domain: 'public' }))).toEqual(['NET_SYSTEM_IN_TWO_DOMAINS public'])
    expect(told(system({ domain: 'admin' }, { env: 'dr', domain: 'admin' }, { env: 'current', domain: 'other' }))).toEqual([])
  })

  it('are in the domain of their zone', () => {
    expect(told(system({ cloud: 'city', cloudZone: 'admin_service', domain: 'public' }))).toEqual(['NET_ZONE_OF_OTHER_DOMAIN public'])
    expect(told(system({ cloud: 'city', cloudZone: 'xinchuang', domain: 'public' }))).toEqual([])
  })

  it('are not put into a backup network', () => {
    expect(told(system({ domain: 'copies' }))).toEqual(['NET_DOMAIN_FOR_NOTHING copies'])
  })
})
