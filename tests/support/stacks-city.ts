import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Assessment, AssessmentBody } from '../../src/flow/assessment/assessment.js'
import type { IntentBody, Intent, Inventory, InventoryBody } from '../../src/flow/inventory/schema/inventory.js'
import { collections, inventoryFile } from '../../src/flow/inventory/schema/inventory-file.js'
import { makeArtifact } from '../../src/model/artifact.js'

type InventoryInput = z.input<typeof inventoryFile>
type SystemInput = NonNullable<InventoryInput['systems']>[number]

export const digest = `sha256:${'a'.repeat(64)}`
const assumed = { source: 'assumed' } as const
const capacity = { vcpu: 100, memGb: 200, storageGb: 1000 }
const admin = { ...assumed, env: 'target', cloud: 'city', cloudZone: 'admin_service' } as const

function app(count: number) {
  return [{ role: 'app', cpuArch: 'arm64', vcpu: 2, memGb: 4, count }] as const
}

function system(id: string, more: Partial<SystemInput>): SystemInput {
  return { id, ...assumed, name: id, owner: 'office', category: 'business', stage: 'running', networks: ['extranet_admin'], classified: 'none', ...more }
}

/** Three systems in two domains of one cloud with an exchange between them; `archive` has no image, `salaries` is a neighbour without a replica. */
export function cityFile(): InventoryInput {
  return {
    organisations: [{ id: 'office', ...assumed, name: 'Office', level: 'municipal', kind: 'government' }],
    facilities: [
      { id: 'dc-one', ...assumed, name: 'One', kind: 'government_dc', status: 'running' },
      { id: 'dc-two', ...assumed, name: 'Two', kind: 'dr_centre', status: 'running' },
    ],
    platforms: [{ id: 'gap', ...assumed, name: 'Gap', kind: 'exchange_gateway', status: 'running' }],
    domains: [
      { id: 'admin', ...assumed, name: 'Admin', kind: 'admin_service', cidr: ['10.1.0.0/16'], exchange: 'gap' },
      { id: 'public', ...assumed, name: 'Public', kind: 'public_service', cidr: ['10.2.0.0/16'], exchange: 'gap' },
    ],
    clouds: [{
      id: 'city', ...assumed, name: 'City cloud', kind: 'government', status: 'running', drFacility: 'dc-two',
      cluster: { registry: 'registry.city.example', storageClass: 'fast' }, drCluster: { registry: 'registry.dr.example', storageClass: 'plain' },
      zones: [
        { id: 'city-admin', ...assumed, name: 'Admin', kind: 'admin_service', facility: 'dc-one', domain: 'admin', capacity },
        { id: 'city-public', ...assumed, name: 'Public', kind: 'public_service', facility: 'dc-one', domain: 'public', capacity },
      ],
    }],
    drPolicies: [{
      id: 'warm', ...assumed, name: 'Warm', tier: 4, rtoMinutes: 60, rpoMinutes: 5, mode: 'warm', site: 'same_city', systems: ['documents', 'permits'],
    }],
    systems: [
      system('documents', {
        importance: 'core', domainName: 'documents.city.example',
        deployments: [{
          id: 'documents-target', ...admin, nodes: [...app(3)], ports: [80], image: { repository: 'gov/documents', digest },
          db: [{ id: 'main', product: 'postgresql', version: '15', sizeGb: 20 }], files: { sizeGb: 10, count: 100 },
        }],
      }),
      system('permits', {
        networks: ['extranet_public'],
        deployments: [{
          id: 'permits-target', ...admin, cloudZone: 'public_service', nodes: [...app(2)], ports: [8080], image: { repository: 'gov/permits', digest },
        }],
      }),
      system('archive', {}),
      system('salaries', { deployments: [{ id: 'salaries-target', ...admin, ports: [9000] }] }),
      system('zombie', {}),
    ],
    dependencies: [
      { from: 'permits', to: 'documents', kind: 'api', criticality: 'hard', ...assumed },
      { from: 'documents', to: 'salaries', kind: 'api', criticality: 'hard', ...assumed },
    ],
  }
}

/**
 * Adds `hall`, a system with a replica that has one of each: what always runs, what keeps state of its own, what runs at night, a database
 * that CloudNativePG keeps, secrets as variable and as file. Both clusters get a gateway class and the operator.
 */
export function addHall(file: InventoryInput): void {
  const image = { repository: 'gov/hall', digest }
  const cloud = file.clouds![0]!
  for (const cluster of [cloud.cluster!, cloud.drCluster!]) Object.assign(cluster, { gatewayClass: 'gov', cloudNativePg: true })
  file.systems!.push(system('hall', {
    domainName: 'hall.city.example',
    deployments: [{
      id: 'hall-target', ...admin, nodes: [...app(2), { role: 'database', cpuArch: 'arm64', vcpu: 4, memGb: 8, count: 1 }],
      db: [{ id: 'ledger', product: 'postgresql', version: '16.4', sizeGb: 20, hosting: 'cloudnative_pg', instances: 3, image: { repository: 'db/postgresql', digest } }],
      workloads: [
        {
          name: 'web', kind: 'deployment', image, nodes: 'app', ports: [80], probe: { http: '/health' }, config: { LOG_LEVEL: 'info' },
          secrets: [{ name: 'hall-mail', key: 'token', env: 'MAIL_TOKEN' }, { name: 'hall-tls', key: 'tls.key', file: '/etc/hall/tls.key' }],
          volumes: [{ name: 'uploads', path: '/uploads', sizeGb: 5 }],
        },
        { name: 'cache', kind: 'stateful_set', image, size: { vcpu: 1, memGb: 2 }, replicas: 2, ports: [6379], volumes: [{ name: 'data', path: '/data', sizeGb: 4 }] },
        { name: 'nightly', kind: 'cron_job', image, size: { vcpu: 1, memGb: 1 }, schedule: '30 2 * * *', command: ['/bin/hall'], args: ['close-books'] },
      ],
    }],
  }))
  file.drPolicies![0]!.systems!.push('hall')
}

/** Parsed by the schemas and sealed, as the loader does it. */
export function makeCity(change: (file: InventoryInput) => void = () => {}): { inventory: Inventory; intent: Intent; assessment: Assessment } {
  const file = cityFile()
  change(file)
  const parsed = inventoryFile.parse(file)
  const body = Object.fromEntries(Object.keys(collections).map((name) => [name, parsed[name as keyof typeof parsed] ?? []])) as InventoryBody
  const inventory = makeArtifact<'inventory', InventoryBody>('inventory', 'city', {}, body)
  const intent = makeArtifact<'intent', IntentBody>('intent', 'city', {}, emptyIntent())
  const decisions = inventory.systems.map(({ id }) => decisionOf(id))
  const decided: AssessmentBody = { findings: [], decisions, classifiedCount: 0, rules: [] }
  const assessment = makeArtifact<'assessment', AssessmentBody>('assessment', 'city', { inventory: inventory.hash }, decided)
  return { inventory, intent, assessment }
}

function decisionOf(system: string): AssessmentBody['decisions'][number] {
  const leaves = system !== 'zombie'
  const drTier = ['documents', 'permits', 'hall'].includes(system) ? 4 : null
  const disposition = leaves ? 'migrate_cloud' : 'retire'
  return { system, disposition, decidedBy: 'proposed', method: null, targetZone: leaves ? 'city-admin' : null, mergeInto: null, drTier, reasons: [] }
}

function emptyIntent(): IntentBody {
  return {
    programme: {
      place: 'city', name: 'City', document: { title: 'Plan', issued: '2026' }, lead: [], dates: { start: '2026-01-01' }, waves: [{ no: 1, kind: 'pilot' }],
      teams: [{ id: 'one', name: 'One', parallel: 1, source: 'assumed' }], trialDays: 30, preparationDays: 5, targets: [],
    },
    calendar: { windows: [{ weekdays: [6], start: '00:00', minutes: 240, source: 'assumed' }], rules: [] },
    exemptions: [],
  }
}

export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'stacks-'))
}
