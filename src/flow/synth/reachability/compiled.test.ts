import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import type { JsonObject } from '../../../model/json.js'
import { domainRules, type DomainKind } from '../../../model/domain-rules.js'
import { readOutput, type SynthesizedStack } from '../output/read-output.js'
import { synthesize } from '../synthesize.js'
import { crossDomainPaths, newCrossDomainPaths } from './cross-domain.js'
import { evaluator } from './evaluate.js'
import type { Endpoint } from './network.js'
import { pathsBetween } from './paths.js'
import { networksOf } from './read-network.js'

type Change = NonNullable<Parameters<typeof makeCity>[0]>
type File = Parameters<Change>[0]

const folder = scratchFolder()
let written = 0
afterAll(() => rmSync(folder, { recursive: true }))

function stacksOf(change?: Change): SynthesizedStack[] {
  const { inventory, intent, assessment } = makeCity(change)
  const outdir = join(folder, String(written += 1))
  synthesize(inventory, intent, assessment, { outdir })
  return readOutput(outdir)
}

interface City {
  kinds: readonly DomainKind[]
  exchanges: readonly ('gap' | 'second' | undefined)[]
  isolated: readonly [number, number]
  homes: readonly number[]
  needs: readonly { from: number; to: number; port: number; direction: 'pull' | 'push' | 'both'; via: 'gap' | undefined }[]
}

const assumed = { source: 'assumed' } as const
const kinds = Object.keys(domainRules) as DomainKind[]
const ports = [9001, 9002] as const
const city: fc.Arbitrary<City> = fc.record({
  kinds: fc.array(fc.constantFrom(...kinds), { minLength: 4, maxLength: 4 }),
  exchanges: fc.array(fc.constantFrom('gap', 'second', undefined), { minLength: 4, maxLength: 4 }),
  isolated: fc.tuple(fc.nat(3), fc.nat(3)),
  homes: fc.array(fc.nat(3), { minLength: 7, maxLength: 7 }),
  needs: fc.array(fc.record({
    from: fc.nat(6), to: fc.nat(6), port: fc.constantFrom(...ports), direction: fc.constantFrom('pull', 'push', 'both'), via: fc.constantFrom('gap', undefined),
  }), { minLength: 5, maxLength: 14 }),
})

function asFile({ kinds: chosen, exchanges, isolated: [one, other], homes, needs }: City): Change {
  return (file: File) => {
    file.platforms!.push({ ...file.platforms![0]!, id: 'second' })
    file.domains = chosen.map((kind, index) => ({
      id: `d${index}`, name: `D${index}`, kind, cidr: [`10.${index}.0.0/16`], ...assumed,
      ...(exchanges[index] ? { exchange: exchanges[index] } : {}), ...(index === one && one !== other ? { isolatedFrom: [`d${other}`] } : {}),
    }))
    file.clouds![0]!.zones = []
    file.systems = homes.map((home, index) => ({
      ...file.systems![2]!, id: `s${index}`,
      deployments: [{ id: `t${index}`, env: 'target', cloud: 'city', cloudZone: 'admin_service', domain: `d${home}`, ports: [9001], ...assumed }],
    }))
    file.drPolicies = []
    file.dependencies = needs.filter(({ from, to }) => from !== to).map(({ from, to, port, direction, via }) => ({
      from: `s${from}`, to: `s${to}`, kind: 'api' as const, port, direction, criticality: 'soft' as const, ...(via ? { via } : {}), ...assumed,
    }))
  }
}

/** Who may call whom on which port, and over which exchange (`null` within a domain), by what the inventory declares and nothing else. */
function declared({ kinds: chosen, exchanges, isolated: [one, other], homes, needs }: City): Set<string> {
  const flows = new Set<string>()
  for (const { from, to, port, direction, via } of needs.filter((need) => need.from !== need.to)) {
    const calls = [...(direction === 'push' ? [] : [[from, to] as const]), ...(direction === 'pull' ? [] : [[to, from] as const])]
    for (const [client, server] of calls) {
      const [a, b] = [homes[client]!, homes[server]!]
      const isolated = one !== other && [a, b].sort().join() === [one, other].sort().join()
      const open = !isolated && domainRules[chosen[a]!].exchange && domainRules[chosen[b]!].exchange
      const exchange = via ?? exchanges[a] ?? exchanges[b]
      if (a === b) flows.add(`s${client} s${server} ${port} null`)
      else if (open && exchange !== undefined) flows.add(`s${client} s${server} ${port} ${exchange}`)
    }
  }
  return flows
}

describe('the stacks of a random city', () => {
  it('let nobody reach a system but by a declared dependency, between domains over an exchange and never past it', () => {
    fc.assert(fc.property(city, (given) => {
      const [network] = networksOf(stacksOf(asFile(given)))
      const judge = evaluator(network!)
      const systems = network!.endpoints.filter(({ id }) => /^s\d$/.test(id))
      const found = systems.flatMap((from) => systems.flatMap((to) => (from === to ? [] : ports.flatMap((port) => {
        return pathsBetween(judge, from, to, port).filter(({ reachable }) => reachable).map(({ hops }) => `${from.id} ${to.id} ${port} ${viaOf(hops[0]!.to, to)}`)
      }))))

      expect(systems).toHaveLength(given.homes.length)
      expect(found.sort()).toEqual([...declared(given)].sort())
    }), { numRuns: 12 })
  }, 60_000)
})

function viaOf(first: Endpoint, target: Endpoint): string | null {
  return first === target ? null : (first.id.split('/')[1] ?? '')
}

describe('paths between domains', () => {
  const plain = stacksOf()
  const ofSystems = (stacks: readonly SynthesizedStack[]) => networksOf(stacks).flatMap(crossDomainPaths).map(({ site, from, via, to, openedBy }) => `${site} ${from} ${via} ${to} ${openedBy.join()}`)

  it('are those declared, at each site, each with the fact that opened it', () => {
    expect(ofSystems(plain)).toEqual([
      'city permits exchange/gap/documents documents dependency:permits>documents:api',
      'city-dr permits exchange/gap/documents documents dependency:permits>documents:api',
    ])
  })

  it('that a change brings are told, and nothing that was there before', () => {
    const more = stacksOf((file) => { file.dependencies!.push({ from: 'salaries', to: 'permits', kind: 'api', criticality: 'soft', ...assumed }) })
    const brought = newCrossDomainPaths(plain, more)

    expect(newCrossDomainPaths(more, more)).toEqual([])
    expect(newCrossDomainPaths(more, plain)).toEqual([])
    expect(brought).toMatchObject([{ site: 'city', from: 'salaries', fromDomain: 'admin', to: 'permits', toDomain: 'public', via: 'exchange/gap/permits', ports: [{ protocol: 'TCP', first: 8080, last: 8080 }] }])
  })

  it('from the internet lead to the gateway of the zone that takes it in, and are declared by that zone', () => {
    const withFront = stacksOf((file) => {
      file.domains!.push({ id: 'front', name: 'Front', kind: 'internet_access', cidr: ['203.0.113.0/24'], exchange: 'gap', ...assumed })
      Object.assign(file.systems![2]!, { deployments: [{ id: 'archive-target', env: 'target', cloud: 'city', domain: 'front', ports: [80], ...assumed }] })
    })
    const entering = newCrossDomainPaths(plain, withFront).filter(({ fromDomain }) => fromDomain === 'internet')

    expect(new Set(entering.map(({ to, openedBy, declared: opened }) => `${to} ${openedBy.join()} ${opened.map(({ first }) => first).join()}`))).toEqual(new Set(['gateway/front domain:front 8080,8443']))
  })

  it('that a rule written by hand opens are told with their ports, also to addresses', () => {
    const provider = plain.find(({ name }) => name === 'sys-salaries-city')!.json.provider
    const byHand = (spec: JsonObject): SynthesizedStack[] => [...plain, {
      name: 'by-hand', path: '', dependencies: [], json: { provider, resource: { kubernetes_network_policy_v1: { hand: { metadata: { name: 'hand', namespace: 'sys-salaries' }, spec } } } },
    }]
    const internet = byHand({ pod_selector: {}, policy_types: ['Egress'], egress: { to: { ip_block: { cidr: '8.8.8.0/24' } }, ports: { port: '443', protocol: 'TCP' } } })
    const everybody = byHand({ pod_selector: {}, policy_types: ['Ingress'], ingress: { ports: { port: '9000', end_port: 9005, protocol: 'TCP' } } })

    expect(newCrossDomainPaths(plain, internet).map(({ from, toDomain, to, ports: [span] }) => [from, toDomain, to, span?.first])).toEqual([['salaries', 'internet', '8.8.8.0-8.8.8.255', 443]])
    expect(new Set(newCrossDomainPaths(plain, everybody).map(({ fromDomain, to }) => `${fromDomain} ${to}`))).toEqual(new Set(['internet salaries', 'elsewhere salaries', 'public salaries']))
  })
})
