import { readFileSync } from 'node:fs'
import type { SynthesizedStack } from '../../src/flow/synth/output/read-output.js'
import { runPlanGates } from '../../src/flow/synth/plan-gates/plan-gates.js'
import type { PlanGateInput, PlannedStack } from '../../src/flow/synth/plan-gates/plan-set.js'
import type { JsonObject } from '../../src/model/json.js'

const folder = new URL('../../src/flow/synth/plan-gates/fixtures/', import.meta.url)

/** A tree that a test may change by hand. */
export interface Tree { [key: string]: Tree }

function read<Shape extends Tree | JsonObject>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
}

function stack(name: string, site: string): SynthesizedStack {
  const terraform = { required_providers: { kubernetes: { source: 'registry.opentofu.org/hashicorp/kubernetes' } } }
  const json = { terraform, provider: { kubernetes: [{ config_context: site }] }, ...read<JsonObject>(`${name}.tf.json`) }
  return { name, path: `stacks/${name}/cdk.tf.json`, dependencies: [], json }
}

/** The files of one system at two sites, and of its edge; cut to the resources that the plans hold. */
export const files: readonly SynthesizedStack[] = [stack('edge-documents', 'city'), stack('sys-documents-city', 'city'), stack('sys-documents-city-dr', 'city-dr')]

/** Plans hold every resource of their stack; what stays as it is was written down once, in the plan in which everything does. */
const cut = ['weaken', 'replace', 'drift']

function whole(fixture: string): JsonObject & Tree {
  const json = read<JsonObject & Tree>(`${fixture}.json`)
  if (!cut.includes(fixture)) return json
  const changes = entriesOf(json)
  const held = new Set(changes.map(({ address }) => address))
  const kept = entriesOf(read<Tree>('unchanged.json')).filter(({ address }) => !held.has(address))
  return Object.assign(json, { resource_changes: [...changes, ...kept] })
}

function entriesOf(json: Tree): Tree[] {
  return Object.values(json.resource_changes ?? {})
}

/** One plan, as a tool wrote it, after a change by hand. */
export function planned(fixture: string, change: (json: Tree) => void = () => {}): PlannedStack {
  const json = whole(fixture)
  change(json)
  const dr = fixture.endsWith('-dr')
  return { stack: fixture.startsWith('edge') ? 'edge-documents' : `sys-documents-city${dr ? '-dr' : ''}`, site: dr ? 'city-dr' : 'city', json }
}

/** The entry of a plan for one resource. */
export function entry(json: Tree, address: string, list = 'resource_changes'): Tree {
  return Object.values(json[list]!).find((change) => String(change.address) === address)!
}

/** What the gates say of plans, on 15 January 2026, with everything selected and nothing signed, unless said otherwise. */
export function judge(plans: readonly PlannedStack[], more: Partial<PlanGateInput> = {}): ReturnType<typeof runPlanGates> {
  return runPlanGates({
    plans, stacks: files, selection: null, purpose: 'build', changes: [], today: '2026-01-15',
    registries: { city: ['registry.city.example'], 'city-dr': ['registry.dr.example'] }, ...more,
  })
}
