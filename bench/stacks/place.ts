import type { Assessment, AssessmentBody } from '../../src/flow/assessment/assessment.js'
import type { Intent, IntentBody, Inventory, InventoryBody } from '../../src/flow/inventory/schema/inventory.js'
import { collections, inventoryFile } from '../../src/flow/inventory/schema/inventory-file.js'
import { makeArtifact } from '../../src/model/artifact.js'
import { seededRandom } from '../../src/model/seeded-random.js'

type InventoryInput = (typeof inventoryFile)['_zod']['input']
type SystemInput = NonNullable<InventoryInput['systems']>[number]
type Dependency = NonNullable<InventoryInput['dependencies']>[number]

export interface GeneratedPlace {
  readonly inventory: Inventory
  readonly intent: Intent
  readonly assessment: Assessment
}

const assumed = { source: 'assumed' } as const
const domains = ['public_service', 'admin_service', 'xinchuang'] as const

/** What of a hundred systems of a city have: few are containers already, some have files, two of three a database. */
const share = { image: 40, database: 60, files: 15, publicName: 25, neighbour: 60 }

/**
 * A city of so many systems on one cloud with a replica of each at its DR site, in three network domains with an exchange
 * between them. The same number and seed give the same city.
 */
export function makePlace(systems: number, seed = 1): GeneratedPlace {
  const random = seededRandom(seed)
  const records = Array.from({ length: systems }, (_, index) => systemRecord(index, random))
  const file: InventoryInput = { ...surroundings(records.map(({ id }) => id)), systems: records, dependencies: dependenciesOf(records, random) }
  return sealed(file)
}

/** The same place after one system has been given two more cores. */
export function withChange({ inventory, intent, assessment }: GeneratedPlace, index: number): GeneratedPlace {
  const body = structuredClone(bodyOf(inventory)) as InventoryBody
  const node = body.systems[index]?.deployments?.[0]?.nodes?.[0]
  if (!node) throw new Error(`no system ${index}`)
  Object.assign(node, { vcpu: node.vcpu + 2 })
  return { inventory: makeArtifact<'inventory', InventoryBody>('inventory', 'bench', {}, body), intent, assessment }
}

function bodyOf(inventory: Inventory): object {
  return Object.fromEntries(Object.keys(collections).map((name) => [name, inventory[name as keyof InventoryBody]]))
}

function systemRecord(index: number, random: () => number): SystemInput {
  const id = `system-${String(index).padStart(4, '0')}`
  const has = (percent: number): boolean => random() * 100 < percent
  const zone = domains[index % domains.length]!
  return {
    id, ...assumed, name: id, owner: 'office', category: 'business', stage: 'running', classified: 'none', networks: ['extranet_admin'],
    importance: (['core', 'important', 'general'] as const)[Math.floor(random() * 3)]!,
    ...(has(share.publicName) ? { domainName: `${id}.bench.example` } : {}),
    deployments: [{
      id: `${id}-target`, ...assumed, env: 'target', cloud: 'bench', cloudZone: zone, ports: [8000 + Math.floor(random() * 900)],
      nodes: [{ role: 'app', cpuArch: 'arm64', vcpu: 1 + Math.floor(random() * 4), memGb: 4, count: 1 + Math.floor(random() * 3) }],
      ...(has(share.image) ? { image: { repository: `bench/${id}`, digest: `sha256:${String(index).padStart(64, '0')}` } } : {}),
      ...(has(share.database) ? { db: [{ id: `main-${index}`, product: 'postgresql' as const, version: '15', sizeGb: 20 }] } : {}),
      ...(has(share.files) ? { files: { sizeGb: 10, count: 1000 } } : {}),
    }],
  }
}

/** Calls go mostly to the system's own domain; one in three passes the exchange. */
function dependenciesOf(systems: readonly SystemInput[], random: () => number): Dependency[] {
  return systems.flatMap(({ id }, index) => {
    if (random() * 100 >= share.neighbour) return []
    const step = random() < 1 / 3 ? 1 : domains.length
    const other = systems[(index + step * (1 + Math.floor(random() * 20))) % systems.length]!
    return other.id === id ? [] : [{ from: id, to: other.id, kind: 'api' as const, criticality: 'soft' as const, ...assumed }]
  })
}

function surroundings(systems: readonly string[]): InventoryInput {
  const capacity = { vcpu: 20_000, memGb: 80_000, storageGb: 500_000 }
  return {
    organisations: [{ id: 'office', ...assumed, name: 'Office', level: 'municipal', kind: 'government' }],
    facilities: [
      { id: 'dc-one', ...assumed, name: 'One', kind: 'government_dc', status: 'running' },
      { id: 'dc-two', ...assumed, name: 'Two', kind: 'dr_centre', status: 'running' },
    ],
    platforms: [{ id: 'gap', ...assumed, name: 'Gap', kind: 'exchange_gateway', status: 'running' }],
    domains: domains.map((kind, index) => {
      return { id: kind.replaceAll('_', '-'), ...assumed, name: kind, kind, cidr: [`10.${index + 1}.0.0/16`], exchange: 'gap' }
    }),
    clouds: [{
      id: 'bench', ...assumed, name: 'Bench cloud', kind: 'government', status: 'running', drFacility: 'dc-two',
      cluster: { registry: 'registry.bench.example', storageClass: 'fast' }, drCluster: { registry: 'registry.dr.example', storageClass: 'plain' },
      zones: domains.map((kind) => {
        const domain = kind.replaceAll('_', '-')
        return { id: `bench-${domain}`, ...assumed, name: kind, kind, facility: 'dc-one', domain, capacity }
      }),
    }],
    drPolicies: [{ id: 'warm', ...assumed, name: 'Warm', tier: 4, rtoMinutes: 60, rpoMinutes: 5, mode: 'warm', site: 'same_city', systems: [...systems] }],
  }
}

function sealed(file: InventoryInput): GeneratedPlace {
  const parsed = inventoryFile.parse(file)
  const body = Object.fromEntries(Object.keys(collections).map((name) => [name, parsed[name as keyof typeof parsed] ?? []])) as InventoryBody
  const inventory = makeArtifact<'inventory', InventoryBody>('inventory', 'bench', {}, body)
  const intent = makeArtifact<'intent', IntentBody>('intent', 'bench', {}, {
    programme: {
      place: 'bench', name: 'Bench', document: { title: 'Plan', issued: '2026' }, lead: [], dates: { start: '2026-01-01' }, waves: [{ no: 1, kind: 'pilot' }],
      teams: [{ id: 'one', name: 'One', parallel: 1, source: 'assumed' }], trialDays: 30, preparationDays: 5, targets: [],
    },
    calendar: { windows: [{ weekdays: [6], start: '00:00', minutes: 240, source: 'assumed' }], rules: [] },
    exemptions: [],
  })
  const decisions = inventory.systems.map(({ id, deployments }): AssessmentBody['decisions'][number] => ({
    system: id, disposition: 'migrate_cloud', decidedBy: 'proposed', method: null, mergeInto: null, drTier: 4, reasons: [],
    targetZone: `bench-${deployments?.[0]?.cloudZone?.replaceAll('_', '-') ?? ''}`,
  }))
  const decided: AssessmentBody = { findings: [], decisions, classifiedCount: 0, rules: [] }
  return { inventory, intent, assessment: makeArtifact<'assessment', AssessmentBody>('assessment', 'bench', { inventory: inventory.hash }, decided) }
}
