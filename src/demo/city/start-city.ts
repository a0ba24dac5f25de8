import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { findProgram, postgresBinaries } from '../../app/setup/programs.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'
import { startChild, endChild, nextMessage } from '../servers/child.js'
import { freePorts } from '../servers/free-ports.js'
import { startHaproxy } from '../servers/haproxy-server.js'
import { startPostgresServer, type PostgresServer } from '../servers/postgres-server.js'
import { stopServersBelow } from '../servers/stop-servers-below.js'
import { ProcessTable } from '../servers/process-table.js'
import { serverUser, type ServerUser } from '../servers/server-user.js'
import type { ServiceSpec } from '../services/service.js'
import { startWriters, type Writers } from '../clients/start-writers.js'
import { appRoleOf, databaseOf, type CitySystem } from './city-system.js'
import { writePlace, type SystemAddresses } from './place-files.js'
import { emptyDatabase, seedDatabase } from './seed-database.js'
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
const ROOMS = 3

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
  readonly #user: ServerUser
  readonly #binaries: string
  readonly #adminPassword = randomBytes(18).toString('base64url')
  readonly #appPassword = randomBytes(18).toString('base64url')
  readonly #stops: (() => Promise<void>)[] = []
  readonly #rooms: PostgresServer[] = []
  readonly #clouds = new Map<string, PostgresServer>()

  constructor(options: CityOptions) {
    this.#options = options
    this.#processes = new ProcessTable(join(options.directory, 'processes.json'))
    this.#user = serverUser()
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
    writePlace({ root: join(directory, 'root'), adminRole: ADMIN_ROLE, passwordFile, routerSocket: socket, binaries: this.#binaries, archiveDirectory: join(directory, 'archive') }, addresses)
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
    for (const name of ['dr', 'servers', 'archive', 'logs']) {
      mkdirSync(join(directory, name), { recursive: true, mode: 0o755 })
      if (this.#user) chownSync(join(directory, name), this.#user.uid, this.#user.gid)
    }
  }

  #moving(): readonly CitySystem[] {
    return this.#options.systems.filter(({ trait }) => trait !== 'zombie')
  }

  async #startDatabases(): Promise<void> {
    const names = [...Array.from({ length: ROOMS }, (_, index) => `room-${index + 1}`), ...this.#moving().map(({ id }) => `cloud-${id}`)]
    const ports = await freePorts(names.length)
    // Two at a time: making a cluster is a second of work for one core.
    for (let index = 0; index < names.length; index += 2) {
      this.#options.signal?.throwIfAborted()
      const servers = await Promise.all(names.slice(index, index + 2).map((name, offset) => this.#startDatabase(name, ports[index + offset]!)))
      for (const server of servers) {
        if (server.name.startsWith('room-')) this.#rooms.push(server)
        else this.#clouds.set(server.name.slice('cloud-'.length), server)
      }
    }
  }

  async #startDatabase(name: string, port: number): Promise<PostgresServer> {
    const server = await startPostgresServer({
      name, port, directory: join(this.#options.directory, 'servers', name), binaries: this.#binaries, user: this.#user,
      adminRole: ADMIN_ROLE, password: this.#adminPassword, processes: this.#processes,
    })
    this.#stops.push(() => server.stop())
    return server
  }

  async #addresses(): Promise<readonly SystemAddresses[]> {
    const { systems, seed, scale, directory } = this.#options
    const random = seededRandom(seed)
    const ports = [...(await freePorts(systems.length * 5))]
    const port = () => ports.pop()!
    return systems.map((system) => {
      const rows = sizeOf(system, scale, random)
      const cloud = this.#clouds.get(system.id)
      return {
        system, rows, sizeGb: Math.round(rows * 0.0002 * 1_000) / 1_000, publicPort: port(), serviceSource: port(),
        sourcePort: this.#rooms[system.room]!.port,
        targetPort: cloud?.port ?? null, serviceTarget: cloud ? port() : null,
        dr: cloud ? { port: port(), drillPort: port(), dataDirectory: join(directory, 'dr', system.id) } : null,
      }
    })
  }

  async #seedAll(addresses: readonly SystemAddresses[]): Promise<void> {
    for (const { system, rows } of addresses) {
      this.#options.signal?.throwIfAborted()
      await seedDatabase(this.#rooms[system.room]!.endpoint('postgres'), system, rows, this.#appPassword)
      const cloud = this.#clouds.get(system.id)
      if (cloud) await emptyDatabase(cloud.endpoint('postgres'), system)
    }
  }

  #endpoint(id: string, side: 'source' | 'target'): DatabaseEndpoint {
    const system = this.#options.systems.find((one) => one.id === id)!
    const server = side === 'source' ? this.#rooms[system.room]! : this.#clouds.get(id)!
    return server.endpoint(databaseOf(system))
  }

  async #startRouter(addresses: readonly SystemAddresses[]): Promise<string> {
    const program = findProgram('haproxy')
    if (!program) throw new DiagnosticError(problem('SETUP_MISSING_PROGRAMS', { programs: 'haproxy', commands: 'sudo apt-get install -y haproxy' }))
    const systems = addresses.map(({ system, publicPort, serviceSource, serviceTarget }) => ({ id: system.id, publicPort, sourcePort: serviceSource, targetPort: serviceTarget }))
    const haproxy = await startHaproxy({ program, directory: join(this.#options.directory, 'router'), user: this.#user, systems, processes: this.#processes })
    this.#stops.push(() => haproxy.stop())
    return haproxy.socket
  }

  /** The services of the rooms and those of the cloud are two processes. */
  async #startServices(addresses: readonly SystemAddresses[]): Promise<void> {
    const spec = (one: SystemAddresses, side: 'source' | 'target', port: number, databasePort: number): ServiceSpec => ({
      system: one.system.id, side, port, write: one.system.write,
      database: { host: '127.0.0.1', port: databasePort, database: databaseOf(one.system), user: appRoleOf(one.system), password: this.#appPassword },
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

/** The seed varies sizes by a fifth; the million stays at least a million at full scale. */
function sizeOf(system: CitySystem, scale: number, random: () => number): number {
  const varied = around(system.rows * scale, 0.2, random)
  return system.trait === 'million_rows' ? Math.max(varied, Math.round(system.rows * scale)) : Math.max(10, varied)
}
