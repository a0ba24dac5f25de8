import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { findProgram, postgresBinaries } from '../../app/setup/programs.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'
import { startChild, endChild, nextMessage } from '../servers/child.js'
import { freePorts } from '../servers/free-ports.js'
import { startHaproxy } from '../servers/haproxy-server.js'
import type { DatabaseServer } from '../servers/database-server.js'
import { startMariadbServer } from '../servers/mariadb-server.js'
import { startPostgresServer } from '../servers/postgres-server.js'
import { stopServersBelow } from '../servers/stop-servers-below.js'
import { ProcessTable } from '../servers/process-table.js'
import { serverUser, type ServerUser } from '../servers/server-user.js'
import type { ServiceSpec } from '../services/service.js'
import { startWriters, type Writers } from '../clients/start-writers.js'
import { appRoleOf, databaseOf, type CitySystem } from './city-system.js'
import { writePlace, type SystemAddresses } from './place-files.js'
import { storeOf } from './stores/store.js'
import { attachmentFolders, makeAttachments } from './attachments.js'
import { seededRandom } from '../../model/seeded-random.js'
import { around } from './around.js'

export interface CityOptions {
  /** Folder of everything the city writes; below it nothing is kept from one run to the next. */
  readonly directory: string
  readonly systems: readonly CitySystem[]
  readonly seed: number
  /** 1: the sizes of the system table; tests use less. */
  readonly scale: number
  /** Writes a second over all systems. */
  readonly writesPerSecond: number
  readonly say: (line: string) => void
  /** Ends the start between two of its parts, with everything stopped again; without it the start goes through. */
  readonly signal?: AbortSignal
}

export interface City {
  readonly root: string
  readonly binaries: string
  readonly systems: readonly SystemAddresses[]
  readonly writers: Writers
  /** Every password the city has made: none of them may be found in anything that is written. */
  readonly secrets: readonly string[]
  endpoint(system: string, side: 'source' | 'target'): DatabaseEndpoint
  processes: ProcessTable
  stop(): Promise<void>
}

const ADMIN_ROLE = 'migration'

/** Starts rooms, cloud, services, router and users on loopback, with data in place and everybody writing. */
export async function startCity(options: CityOptions): Promise<City> {
  const builder = new CityBuilder(options)
  try {
    return await builder.build()
  } catch (error) {
    await builder.stop()
    throw error
  }
}

class CityBuilder {
  readonly #options: CityOptions
  readonly #processes: ProcessTable
  readonly #users: Readonly<Record<CitySystem['engine'], ServerUser>>
  readonly #binaries: string
  readonly #adminPassword = randomBytes(18).toString('base64url')
  readonly #appPassword = randomBytes(18).toString('base64url')
  readonly #stops: (() => Promise<void>)[] = []
  /** By `room-<n>-<engine>` and `cloud-<system>`. */
  readonly #servers = new Map<string, DatabaseServer>()

  constructor(options: CityOptions) {
    this.#options = options
    this.#processes = new ProcessTable(join(options.directory, 'processes.json'))
    this.#users = { postgres: serverUser(), mariadb: serverUser('mariadb') }
    const binaries = postgresBinaries()
    if (!binaries) throw new DiagnosticError(problem('SETUP_MISSING_PROGRAMS', { programs: 'postgresql', commands: 'sudo apt-get install -y postgresql' }))
    this.#binaries = binaries
  }

  async build(): Promise<City> {
    const { directory } = this.#options
    this.#prepareFolders()
    this.#say('starting database servers of rooms and cloud')
    await this.#startDatabases()
    this.#say('filling the departments\' databases')
    const addresses = await this.#addresses()
    await this.#seedAll(addresses)
    this.#say('starting services, HAProxy and users')
    const socket = await this.#startRouter(addresses)
    await this.#startServices(addresses)
    const passwordFile = join(directory, 'secrets', 'admin')
    writePlace({ root: join(directory, 'root'), adminRole: ADMIN_ROLE, passwordFile, routerSocket: socket, binaries: this.#binaries, mariadbBinaries: dirname(program('mariadbd')), archiveDirectory: join(directory, 'archive') }, addresses)
    const writers = await this.#startWriters(addresses)
    return {
      root: join(directory, 'root'), binaries: this.#binaries, systems: addresses, writers, processes: this.#processes,
      secrets: [this.#adminPassword, this.#appPassword],
      endpoint: (system, side) => this.#endpoint(system, side),
      stop: () => this.stop(),
    }
  }

  async stop(): Promise<void> {
    // All at once: nothing of the city outlives it, so no server has to wait for another.
    await Promise.allSettled(this.#stops.map((stop) => stop()))
    this.#stops.length = 0
    await stopServersBelow(join(this.#options.directory, 'dr'))
    await this.#processes.sweep()
  }

  #say(line: string): void {
    this.#options.signal?.throwIfAborted()
    this.#options.say(line)
  }

  #prepareFolders(): void {
    const { directory } = this.#options
    // The servers' user has to pass through it; what is secret lies in a folder of its own.
    chmodSync(directory, 0o755)
    mkdirSync(join(directory, 'secrets'), { recursive: true, mode: 0o700 })
    writeFileSync(join(directory, 'secrets', 'admin'), this.#adminPassword, { mode: 0o600 })
    for (const name of ['dr', 'servers', 'archive', 'logs', 'files']) this.#makeFolder(join(directory, name), 'postgres')
    // Replicas are kept by the servers' own users.
    for (const engine of ['postgres', 'mariadb'] as const) this.#makeFolder(join(directory, 'dr', engine), engine)
  }

  #makeFolder(path: string, engine: CitySystem['engine']): void {
    mkdirSync(path, { recursive: true, mode: 0o755 })
    const user = this.#users[engine]
    if (user) chownSync(path, user.uid, user.gid)
  }

  #moving(): readonly CitySystem[] {
    return this.#options.systems.filter(({ trait }) => trait !== 'zombie')
  }

  async #startDatabases(): Promise<void> {
    const wanted = [...new Map(this.#options.systems.map((system) => [roomServer(system), system.engine])), ...this.#moving().map((system) => [cloudServer(system), system.engine] as const)]
    const ports = await freePorts(wanted.length)
    // Two at a time: making a cluster is a second of work for one core.
    for (let index = 0; index < wanted.length; index += 2) {
      this.#options.signal?.throwIfAborted()
      await Promise.all(wanted.slice(index, index + 2).map(([name, engine], offset) => this.#startDatabase(name, engine, ports[index + offset]!)))
    }
  }

  async #startDatabase(name: string, engine: CitySystem['engine'], port: number): Promise<void> {
    const spec = { name, port, directory: join(this.#options.directory, 'servers', name), user: this.#users[engine], adminRole: ADMIN_ROLE, password: this.#adminPassword, processes: this.#processes }
    const server = engine === 'postgres'
      ? await startPostgresServer({ ...spec, binaries: this.#binaries })
      : await startMariadbServer({ ...spec, programs: { server: program('mariadbd'), install: program('mariadb-install-db') }, serverId: this.#servers.size + 1 })
    this.#servers.set(name, server)
    this.#stops.push(() => server.stop())
  }

  async #addresses(): Promise<readonly SystemAddresses[]> {
    const { systems, seed, scale, directory } = this.#options
    const random = seededRandom(seed)
    const ports = [...(await freePorts(systems.length * 5))]
    const port = () => ports.pop()!
    return systems.map((system) => {
      const rows = sizeOf(system, scale, random)
      const cloud = this.#servers.get(cloudServer(system))
      return {
        system, rows, sizeGb: Math.round(rows * 0.0002 * 1_000) / 1_000, publicPort: port(), serviceSource: port(),
        sourcePort: this.#servers.get(roomServer(system))!.port,
        targetPort: cloud?.port ?? null, serviceTarget: cloud ? port() : null,
        dr: cloud ? { port: port(), drillPort: port(), dataDirectory: join(directory, 'dr', system.engine, system.id) } : null,
        attachments: system.trait === 'files' ? attachmentFolders(directory, system) : null,
      }
    })
  }

  async #seedAll(addresses: readonly SystemAddresses[]): Promise<void> {
    for (const { system, rows, attachments } of addresses) {
      this.#options.signal?.throwIfAborted()
      await storeOf(system).seed(this.#servers.get(roomServer(system))!.endpoint(maintenanceOf(system)), system, rows, this.#appPassword)
      const cloud = this.#servers.get(cloudServer(system))
      if (cloud) await storeOf(system).makeEmpty(cloud.endpoint(maintenanceOf(system)), system)
      if (attachments) makeAttachments(attachments, rows)
    }
  }

  #endpoint(id: string, side: 'source' | 'target'): DatabaseEndpoint {
    const system = this.#options.systems.find((one) => one.id === id)!
    return this.#servers.get(side === 'source' ? roomServer(system) : cloudServer(system))!.endpoint(databaseOf(system))
  }

  async #startRouter(addresses: readonly SystemAddresses[]): Promise<string> {
    const systems = addresses.map(({ system, publicPort, serviceSource, serviceTarget }) => ({ id: system.id, publicPort, sourcePort: serviceSource, targetPort: serviceTarget }))
    const haproxy = await startHaproxy({ program: program('haproxy'), directory: join(this.#options.directory, 'router'), user: this.#users.postgres, systems, processes: this.#processes })
    this.#stops.push(() => haproxy.stop())
    return haproxy.socket
  }

  /** The services of the rooms and those of the cloud are two processes. */
  async #startServices(addresses: readonly SystemAddresses[]): Promise<void> {
    const spec = (one: SystemAddresses, side: 'source' | 'target', port: number, databasePort: number): ServiceSpec => ({
      system: one.system.id, side, port, write: one.system.write, attachments: one.attachments?.[side] ?? null,
      database: { engine: one.system.engine, host: '127.0.0.1', port: databasePort, database: databaseOf(one.system), user: appRoleOf(one.system), password: this.#appPassword },
    })
    await this.#startSite('rooms', addresses.map((one) => spec(one, 'source', one.serviceSource, one.sourcePort)))
    await this.#startSite('cloud', addresses.flatMap((one) => (one.serviceTarget !== null && one.targetPort !== null ? [spec(one, 'target', one.serviceTarget, one.targetPort)] : [])))
  }

  async #startSite(name: string, services: readonly ServiceSpec[]): Promise<void> {
    const child = startChild(`services-${name}`, new URL('../services/main.js', import.meta.url), join(this.#options.directory, 'logs', `services-${name}.log`), this.#processes)
    this.#stops.push(() => endChild(child))
    const started = nextMessage(child, (message): message is { ready: boolean; error?: string } => typeof message === 'object' && message !== null && 'ready' in message)
    child.send(services)
    const { ready, error } = await started
    if (!ready) throw new DiagnosticError(problem('SETUP_SERVER_DID_NOT_START', { what: `services of the ${name}`, detail: error ?? '', log: join(this.#options.directory, 'logs') }))
  }

  async #startWriters(addresses: readonly SystemAddresses[]): Promise<Writers> {
    const total = addresses.reduce((sum, { system }) => sum + system.weight, 0)
    const writers = await startWriters({
      directory: this.#options.directory, processes: this.#processes,
      systems: addresses.filter(({ system }) => system.weight > 0).map(({ system, publicPort }) => ({ system: system.id, port: publicPort, rate: (this.#options.writesPerSecond * system.weight) / total })),
    })
    this.#stops.push(() => writers.end())
    return writers
  }
}

/** A room has one server of each engine that its systems use; every system has a server of its own on the cloud. */
const roomServer = ({ room, engine }: CitySystem): string => `room-${room + 1}-${engine}`
const cloudServer = ({ id }: CitySystem): string => `cloud-${id}`

/** A database that is there before any other. */
const maintenanceOf = ({ engine }: CitySystem): string => (engine === 'postgres' ? 'postgres' : 'mysql')

function program(name: string): string {
  const path = findProgram(name)
  if (!path) throw new DiagnosticError(problem('SETUP_MISSING_PROGRAMS', { programs: name, commands: 'qianyun setup' }))
  return path
}

/** The seed varies sizes by a fifth; the million stays at least a million at full scale. */
function sizeOf(system: CitySystem, scale: number, random: () => number): number {
  const varied = around(system.rows * scale, 0.2, random)
  return system.trait === 'million_rows' ? Math.max(varied, Math.round(system.rows * scale)) : Math.max(10, varied)
}
