import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import { readOutput, type SynthesizedStack } from '../output/read-output.js'
import { synthesize } from '../synthesize.js'
import { declaredDifferences } from './declared-differences.js'
import { runGates } from './gates.js'
import { checkTwins } from './twin-parity.js'

const assumed = { source: 'assumed' } as const
const outdir = scratchFolder()
afterAll(() => rmSync(outdir, { recursive: true }))

/** A second cloud whose replicas lie with the first; its system has an old side, which none of the first's has. */
const { inventory, intent, assessment } = makeCity((file) => {
  file.clouds!.push({
    id: 'port', ...assumed, name: 'Port', kind: 'government', status: 'running',
    zones: [{ id: 'port-admin', ...assumed, name: 'Port', kind: 'admin_service', facility: 'dc-one', domain: 'admin', capacity: { vcpu: 100, memGb: 200, storageGb: 1000 } }],
  })
  const stated = file.systems!.find(({ id }) => id === 'salaries')!
  stated.domainName = 'harbour.city.example'
  stated.deployments = [
    { id: 'harbour-target', ...assumed, env: 'target', cloud: 'port', cloudZone: 'admin_service', ports: [7000] },
    { id: 'harbour-dr', ...assumed, env: 'dr', cloud: 'city', facility: 'dc-two', ports: [7000] },
    { id: 'harbour-now', ...assumed, env: 'current', domain: 'admin', ports: [7000] },
  ]
})
synthesize(inventory, intent, assessment, { outdir })
const clean = readOutput(outdir)

interface Tree { [key: string]: Tree }

/** What twin parity says after a change of the shared site's policies by hand. */
function parity(change: (policies: Tree) => void = () => {}): string[] {
  const stacks: (SynthesizedStack & { json: Tree })[] = JSON.parse(JSON.stringify(clean))
  change(stacks.find(({ name }) => name === 'domain-admin-city-dr')!.json.resource!.kubernetes_network_policy_v1!)
  return [...new Set(checkTwins(stacks, declaredDifferences).map(({ resource }) => resource ?? '-'))]
}

describe('a DR site that two clouds share', () => {
  it('passes every gate, with openings that the first has no use for at home', () => {
    const policies = (name: string) => Object.keys((clean.find((stack) => stack.name === name) as { json: Tree }).json.resource!.kubernetes_network_policy_v1!)

    expect(policies('domain-admin-city')).not.toContain('dom-admin-allow-to-legacy')
    expect(policies('domain-admin-city-dr')).toContain('dom-admin-allow-to-legacy')
    expect(runGates(clean).filter(({ severity }) => severity === 'block')).toEqual([])
  })

  it.each(['*-allow-to-systems', '*-allow-to-legacy'])('would be told apart by %s if it were not declared', (policy) => {
    expect(checkTwins(clean, declaredDifferences.filter(({ path }) => path[2] !== policy))).not.toEqual([])
  })

  const systems = 'dom-admin-allow-to-systems'

  it('lacks no opening that the gateway has at home', () => {
    expect(parity((policies) => { delete policies[systems] })).toEqual([`kubernetes_network_policy_v1.${systems}`])
    expect(parity((policies) => { Object.assign(policies[systems]!.spec!.egress!['0']!, { ports: [] }) })).toEqual([`kubernetes_network_policy_v1.${systems}`])
  })

  it('has no further opening of another form', () => {
    expect(parity((policies) => { policies['dom-admin-by-hand'] = policies[systems]! })).toEqual(['kubernetes_network_policy_v1.dom-admin-by-hand'])
    expect(parity((policies) => { Object.assign(policies[systems]!.spec!.egress!['0']!, { to: [] }) })).toEqual([`kubernetes_network_policy_v1.${systems}`])
    expect(parity((policies) => { Object.assign(policies['dom-admin-allow-from-users']!.spec!.ingress!['0']!, { ports: [{ port: '1', protocol: 'TCP' }] }) })).toEqual(['kubernetes_network_policy_v1.dom-admin-allow-from-users'])
  })
})
