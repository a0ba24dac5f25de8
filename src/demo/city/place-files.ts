import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { AttachmentFolders } from './attachments.js'
import { appRoleOf, databaseOf, type CitySystem } from './city-system.js'

/** The city's name as a place of the product. */
export const CITY = 'yunzhou'

/** Addresses the running city has given one system. */
export interface SystemAddresses {
  readonly system: CitySystem
  readonly rows: number
  readonly sizeGb: number
  readonly sourcePort: number
  readonly targetPort: number | null
  readonly dr: { readonly port: number; readonly drillPort: number; readonly dataDirectory: string } | null
  /** Where its files lie on both sides, if it has any. */
  readonly attachments: AttachmentFolders | null
  readonly publicPort: number
  readonly serviceSource: number
  readonly serviceTarget: number | null
}

export interface PlaceSettings {
  readonly root: string
  readonly adminRole: string
  readonly passwordFile: string
  readonly routerSocket: string
  readonly binaries: string
  readonly mariadbBinaries: string
  readonly archiveDirectory: string
}

/** Writes the city as any other place: `inventory/yunzhou` and `migrations/yunzhou`, read by the product like a real one. */
export function writePlace(settings: PlaceSettings, systems: readonly SystemAddresses[]): void {
  const inventory = join(settings.root, 'inventory', CITY)
  const migrations = join(settings.root, 'migrations', CITY)
  for (const folder of [inventory, migrations]) mkdirSync(folder, { recursive: true })
  const write = (folder: string, name: string, content: object) => writeFileSync(join(folder, name), stringify(content))
  write(inventory, 'organisations.yaml', { organisations: organisations(systems) })
  write(inventory, 'sites.yaml', sites())
  write(inventory, 'systems.yaml', { ...systemRecords(systems), classifiedPlaceholders: [{ id: 'yz-classified', owner: 'yz-office', count: 1, source: 'self_report' }] })
  write(migrations, 'programme.yaml', programme(systems))
  write(migrations, 'calendar.yaml', calendar())
  write(migrations, 'exemptions.yaml', { exemptions: [] })
  write(migrations, 'endpoints.yaml', { systems: systems.map((one) => endpoints(settings, one)) })
}

const ROOMS = ['yz-room-office', 'yz-room-environment', 'yz-room-hrss'] as const
const SOURCE = { source: 'self_report' as const }

const BODY_NAMES: Readonly<Record<string, string>> = {
  'yz-office': '云州市人民政府办公室', 'yz-approval': '云州市行政审批服务局', 'yz-archives': '云州市档案局', 'yz-environment': '云州市生态环境局', 'yz-hrss': '云州市人力资源和社会保障局',
}

function organisations(systems: readonly SystemAddresses[]) {
  const owners = [...new Set(['yz-office', ...systems.map(({ system }) => system.owner)])].sort()
  return owners.map((id) => ({ id, name: BODY_NAMES[id] ?? id, level: 'municipal', kind: 'government', ...SOURCE }))
}

function sites() {
  return {
    facilities: [
      ...ROOMS.map((id, index) => ({ id, name: `云州市部门机房${index + 1}`, kind: 'department_room', owner: ['yz-office', 'yz-environment', 'yz-hrss'][index], status: 'running', racks: 2, racksUsed: 1, closeDate: '2026-12-31', ...SOURCE })),
      { id: 'yz-dc', name: '云州市政务数据中心', kind: 'government_dc', status: 'running', racks: 40, racksUsed: 10, ...SOURCE },
      { id: 'yz-dr', name: '云州市同城灾备中心', kind: 'dr_centre', status: 'running', racks: 20, racksUsed: 4, ...SOURCE },
    ],
    platforms: [{ id: 'yz-exchange', name: '云州市跨网数据安全交换平台', kind: 'exchange_gateway', status: 'running', domain: 'yz-admin', ...SOURCE }],
    domains: [
      { id: 'yz-public', name: '公共服务域', kind: 'public_service', cidr: ['10.10.0.0/16'], exchange: 'yz-exchange', ...SOURCE },
      { id: 'yz-admin', name: '行政服务域', kind: 'admin_service', cidr: ['10.20.0.0/16'], exchange: 'yz-exchange', ...SOURCE },
    ],
    clouds: [{
      id: 'yz-cloud', name: '云州市政务云', kind: 'government', status: 'running', drFacility: 'yz-dr', ...SOURCE,
      evaluation: { on: '2026-01-15', result: 'pass' }, securityReview: { on: '2026-01-20', result: 'pass' },
      zones: [zone('yz-zone-public', 'public_service', 'yz-public'), zone('yz-zone-admin', 'admin_service', 'yz-admin')],
    }],
  }
}

function zone(id: string, kind: string, domain: string) {
  return { id, name: id, kind, facility: 'yz-dc', domain, capacity: { vcpu: 64, memGb: 256, storageGb: 4_000 }, ...SOURCE }
}

function systemRecords(systems: readonly SystemAddresses[]) {
  const zombies = systems.filter(({ system }) => system.trait === 'zombie')
  return {
    systems: systems.map(systemRecord),
    dependencies: [{ from: 'yz-insurance', to: 'yz-permits', kind: 'api', criticality: 'soft', port: 8080, crossDomain: true, via: 'yz-exchange', ...SOURCE }].filter(({ from, to }) => [from, to].every((id) => systems.some(({ system }) => system.id === id))),
    zombieAssessments: zombies.map(({ system }) => ({ id: `${system.id}-zombie`, system: system.id, z1: 'yes', z2: 'yes', z3: 'yes', z4: 'no', z5: 'yes', confirmed: true, confirmedOn: '2026-02-01', source: 'audit' })),
    drPolicies: [{ id: 'yz-dr-warm', name: '热备', tier: 5, rtoMinutes: 30, rpoMinutes: 5, mode: 'hot', site: 'same_city', systems: systems.filter(({ system }) => system.trait !== 'zombie').map(({ system }) => system.id), ...SOURCE }],
  }
}

function systemRecord({ system, sizeGb }: SystemAddresses) {
  const zombie = system.trait === 'zombie'
  const product = system.engine === 'postgres' ? { product: 'postgresql', version: '15' } : { product: 'mariadb', version: '10.11' }
  const db = [{ id: 'main', ...product, sizeGb, changeGbPerDay: 0.1 }]
  const nodes = [{ role: 'app', cpuArch: 'x86_64', vcpu: 2, memGb: 4, count: 1 }]
  const image = { repository: `gov/${system.id}`, digest: `sha256:${Buffer.from(system.id.padEnd(32, '0')).toString('hex').slice(0, 64)}` }
  const domain = system.zone === 'public_service' ? 'yz-public' : 'yz-admin'
  const onCloud = { cloud: 'yz-cloud', cloudZone: system.zone, domain, nodes, image, db, ports: [8080], ...SOURCE }
  return {
    id: system.id, name: system.name.zh, owner: system.owner, category: system.trait === 'zombie' ? 'office' : 'business', stage: 'running', classified: 'none', ...SOURCE,
    networks: [system.zone === 'public_service' ? 'extranet_public' : 'extranet_admin'], useFrequency: zombie ? 'none' : 'daily', importance: system.importance, secLevel: 'l2',
    ...(zombie ? { disposition: 'retire' } : {}),
    deployments: [
      { id: 'current', env: 'current', facility: ROOMS[system.room], nodes, db, ...SOURCE },
      ...(zombie ? [] : [{ id: 'target', env: 'target', facility: 'yz-dc', replica: 'dr', ...onCloud }, { id: 'dr', env: 'dr', facility: 'yz-dr', ...onCloud }]),
    ],
  }
}

function programme(systems: readonly SystemAddresses[]) {
  const pilot = systems.find(({ system }) => system.trait === 'plain')
  return {
    place: CITY, name: '云州市政务信息系统迁移', document: { title: '云州市政务信息系统整合迁移方案', issued: '2026-02-01' }, lead: ['云州市人民政府办公室'],
    dates: { start: '2026-03-02', cloudMigrationBy: '2026-12-31', roomsClosedBy: '2026-12-31', drLinkBy: '2026-12-31', zombiesClosedBy: '2026-12-31', mergesBy: '2026-12-31' },
    waves: [{ no: 1, kind: 'pilot', maxSystems: 1 }, { no: 2, kind: 'bulk' }],
    teams: [{ id: 'team-a', name: '迁移一组', parallel: 2, source: 'assumed' }, { id: 'team-b', name: '迁移二组', parallel: 2, source: 'assumed' }],
    uplinks: ROOMS.map((facility) => ({ facility, mbps: 100, source: 'assumed' })),
    trialDays: 7, preparationDays: 3,
    ...(pilot ? { pins: [{ system: pilot.system.id, wave: 1, reason: '最小且无依赖，先行试点' }] } : {}),
    targets: [],
  }
}

function calendar() {
  return {
    windows: [{ weekdays: [2, 4, 6], start: '22:00', minutes: 240, source: 'assumed' }],
    rules: [{ name: '劳动节', kind: 'holiday', level: 'forbidden', from: '2026-05-01', to: '2026-05-05', source: 'assumed' }],
  }
}

function endpoints(settings: PlaceSettings, one: SystemAddresses) {
  const { system } = one
  const database = (port: number) => ({ host: '127.0.0.1', port, database: databaseOf(system), user: settings.adminRole, password: { file: settings.passwordFile } })
  return {
    system: system.id, engine: system.engine, appRoles: [appRoleOf(system)],
    source: database(one.sourcePort),
    ...(one.targetPort === null ? {} : { target: database(one.targetPort) }),
    ...(one.dr ? { dr: { host: '127.0.0.1', binaries: system.engine === 'postgres' ? settings.binaries : settings.mariadbBinaries, ...one.dr } } : {}),
    ...(one.attachments ? { files: [filesOf(one.attachments, settings.passwordFile)] } : {}),
    ...(one.serviceTarget === null ? { archiveDirectory: settings.archiveDirectory } : { router: { kind: 'haproxy', socket: settings.routerSocket, backend: `be_${system.id}`, source: 'source', target: 'target' } }),
    ...(one.serviceTarget === null ? {} : { checks: [
      { name: 'new service answers', kind: 'http', side: 'target', url: `http://127.0.0.1:${one.serviceTarget}/health`, expect: '@target' },
      { name: 'public address answers from the new side', kind: 'http', side: 'public', url: `http://127.0.0.1:${one.publicPort}/ready`, expect: '@target' },
    ] }),
  }
}

/** The door is a flag that the service looks at before it takes a file: the site's own commands set it and remove it. */
function filesOf({ source, target, dr }: AttachmentFolders, passwordFile: string) {
  const door = ({ closedFlag }: AttachmentFolders['source']) => ({ close: ['touch', closedFlag], open: ['rm', '-f', closedFlag] })
  return {
    name: 'attachments', source: { path: source.directory }, target: { path: target.directory },
    door: { kind: 'commands', source: door(source), target: door(target) },
    dr: { repository: dr.repository, scratch: dr.scratch, takeover: { path: dr.takeover }, password: { file: passwordFile } },
  }
}
