import { makeArtifact } from '../../src/model/artifact.js'
import { collections, type CollectionName } from '../../src/flow/inventory/schema/inventory-file.js'
import type { Calendar, Cloud, Deployment, Exemption, Intent, Inventory, InventoryBody, Programme, System } from '../../src/flow/inventory/schema/inventory.js'

const names = Object.keys(collections) as CollectionName[]

/** An inventory that holds only what a test names. */
export function inventoryOf(body: Partial<InventoryBody> = {}): Inventory {
  const empty = Object.fromEntries(names.map((name) => [name, []])) as { [Name in CollectionName]: [] }
  return makeArtifact('inventory', 'testing', {}, { ...empty, ...body } satisfies InventoryBody)
}

interface IntentChange {
  programme?: ProgrammeChange
  calendar?: Partial<Calendar>
  exemptions?: Exemption[]
}

type ProgrammeChange = Partial<Omit<Programme, 'dates'>> & { dates?: Partial<Programme['dates']> }

/** A programme from 1 March 2018 with a pilot, cutovers on Friday and Saturday nights, ten days of preparation and of trial. */
export function intentOf({ programme = {}, calendar = {}, exemptions = [] }: IntentChange = {}): Intent {
  const { dates, ...rest } = programme
  return makeArtifact('intent', 'testing', {}, {
    programme: {
      place: 'testing', name: '测试市', document: { title: '方案', issued: '2018-01-02' }, lead: ['市政府办公室'],
      dates: { start: '2018-03-01', cloudMigrationBy: '2018-12-31', ...dates },
      waves: [{ no: 1, kind: 'pilot', maxSystems: 2 }, { no: 2, kind: 'bulk' }],
      teams: [{ id: 'team-a', name: '一队', parallel: 3, source: 'assumed' }, { id: 'team-b', name: '二队', parallel: 2, source: 'assumed' }],
      uplinks: [{ facility: 'room-a', mbps: 100, source: 'assumed' }],
      trialDays: 10, preparationDays: 10, targets: [], ...rest,
    },
    calendar: { windows: [{ weekdays: [5, 6], start: '22:00', minutes: 360, source: 'assumed' }], rules: [], ...calendar },
    exemptions,
  })
}

export function systemOf(id: string, more: Partial<System> = {}): System {
  return {
    id,
    source: 'self_report',
    name: `系统 ${id}`,
    owner: 'bureau',
    category: 'business',
    stage: 'running',
    networks: ['extranet_admin'],
    classified: 'none',
    importance: 'general',
    ...more,
  }
}

export function deploymentOf(id: string, env: Deployment['env'], more: Partial<Deployment> = {}): Deployment {
  return { id, env, source: 'self_report', ...more }
}

/** A system that runs in a room and has so many GB in one PostgreSQL database. */
export function roomSystem(id: string, sizeGb: number, more: Partial<System> = {}, room = 'room-a'): System {
  const current = deploymentOf(`${id}-now`, 'current', {
    facility: room,
    nodes: [{ role: 'app', cpuArch: 'x86_64', vcpu: 4, memGb: 8, count: 1 }],
    db: [{ id: `${id}-db`, product: 'postgresql', version: '15', sizeGb, changeGbPerDay: 1 }],
  })
  return systemOf(id, { deployments: [current], ...more })
}

/** A room, a data centre, a DR centre, and a cloud with both zones that has passed its evaluation and review. */
export function cityOf(body: Partial<InventoryBody> = {}): Inventory {
  return inventoryOf({
    organisations: [{ id: 'bureau', source: 'document', name: '市某局', level: 'municipal', kind: 'government' }],
    facilities: [
      { id: 'room-a', source: 'document', name: '甲机房', kind: 'department_room', owner: 'bureau', status: 'running' },
      { id: 'centre', source: 'document', name: '政务数据中心', kind: 'government_dc', status: 'running', racks: 40, racksUsed: 10, powerKw: 200, powerUsedKw: 50 },
      { id: 'dr', source: 'document', name: '灾备中心', kind: 'dr_centre', status: 'running' },
    ],
    domains: [
      { id: 'public', source: 'document', name: '公共服务域', kind: 'public_service', cidr: ['10.1.0.0/16'], exchange: 'gateway' },
      { id: 'admin', source: 'document', name: '行政服务域', kind: 'admin_service', cidr: ['10.2.0.0/16'], exchange: 'gateway' },
    ],
    platforms: [{ id: 'gateway', source: 'document', name: '跨网交换', kind: 'exchange_gateway', status: 'running' }],
    clouds: [cloudOf()],
    ...body,
  })
}

export function cloudOf(more: Partial<Cloud> = {}): Cloud {
  return {
    id: 'cloud', source: 'document', name: '政务云', kind: 'government', status: 'running', drFacility: 'dr',
    evaluation: { on: '2018-02-20', result: 'pass' }, securityReview: { on: '2018-02-25', result: 'pass' },
    zones: [
      {
        id: 'zone-public',
        source: 'document',
        name: '公共服务云',
        kind: 'public_service',
        facility: 'centre',
        domain: 'public',
        capacity: { vcpu: 400, memGb: 1600, storageGb: 40_000 },
      },
      {
        id: 'zone-admin',
        source: 'document',
        name: '行政服务云',
        kind: 'admin_service',
        facility: 'centre',
        domain: 'admin',
        capacity: { vcpu: 400, memGb: 1600, storageGb: 40_000 },
      },
    ],
    ...more,
  }
}
