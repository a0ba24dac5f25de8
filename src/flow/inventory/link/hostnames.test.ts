import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { loadPlace } from '../load.js'

type Fields = Record<string, unknown>
const assumed = { source: 'assumed' } as const

const system = (id: string, more: Fields) => ({ id, name: id, owner: 'office', category: 'business', stage: 'running', networks: ['extranet_admin'], classified: 'none', ...assumed, ...more })
const target = (domain: string): Fields => ({ deployments: [{ id: `at-${domain}`, env: 'target', domain, ...assumed }] })

/** Code, line and words of what is said of two systems. */
function told(one: Fields, other: Fields) {
  const domain = (id: string, octet: number) => ({ id, name: id, kind: 'private_zone', cidr: [`10.${octet}.0.0/16`], ...assumed })
  const text = stringify({
    organisations: [{ id: 'office', name: 'Office', level: 'municipal', kind: 'government', ...assumed }],
    domains: [domain('admin', 1), domain('public', 2)], systems: [system('portal', one), system('forms', other)],
  })
  const { diagnostics } = loadPlace([{ path: 'inventory/linhe/all.yaml', role: 'inventory', text }])
  return diagnostics.map(({ code, at, params }) => [code, text.split('\n')[at!.line - 1]!.trim(), params['system'], params['other'], text.split('\n')[Number(/:(\d+)/.exec(String(params['first']))?.[1]) - 1]?.trim()])
}

describe('a public name', () => {
  it('of two systems is refused where it stands, with the other place', () => {
    expect(told({ domainName: 'www.linhe.gov.cn' }, { domainName: 'WWW.linhe.gov.cn' })).toEqual([['INV_HOSTNAME_TWICE', 'domainName: WWW.linhe.gov.cn', 'systems/forms', 'systems/portal', 'domainName: www.linhe.gov.cn']])
    expect(told({ domainName: 'www.linhe.gov.cn' }, { url: 'https://www.linhe.gov.cn:8443/forms' })).toEqual([['INV_HOSTNAME_TWICE', 'url: https://www.linhe.gov.cn:8443/forms', 'systems/forms', 'systems/portal', 'domainName: www.linhe.gov.cn']])
    expect(told({ domainName: 'a.example', ...target('admin') }, { domainName: 'a.example', ...target('admin'), disposition: 'rebuild' })).toHaveLength(1)
  })

  it.each<[string, Fields, Fields]>([
    ['is another', { domainName: 'a.example' }, { domainName: 'b.example' }],
    ['is an address', { url: 'http://10.1.2.3:8001/' }, { url: 'http://10.1.2.3:8002/' }],
    ['is of the page that leads to it', { domainName: 'a.example', url: 'http://b.example/' }, { domainName: 'b2.example', url: 'http://b.example/' }],
    ['is of another domain', { domainName: 'a.example', ...target('admin') }, { domainName: 'a.example', ...target('public') }],
    ['is of a system that goes', { domainName: 'a.example', disposition: 'retire' }, { domainName: 'a.example' }],
    ['is of a system of the intranet', { domainName: 'a.example', networks: ['intranet'] }, { domainName: 'a.example' }],
    ['is of a row for many', { domainName: 'a.example', count: 3 }, { domainName: 'a.example' }],
  ])('is nobody\'s second one when it %s', (_what, one, other) => {
    expect(told(one, other).filter(([code]) => code === 'INV_HOSTNAME_TWICE')).toEqual([])
  })
})
