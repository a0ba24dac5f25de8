import { connect } from 'node:net'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Host } from '../../../ports/host.js'

/** A data directory on the host and the port its server listens on. */
export interface Server {
  readonly data: string
  readonly log: string
  readonly port: number
  /** Where it listens, when that is not the replica's own address. */
  readonly address?: string
  /** Options for the server program, as a shell would read them. */
  readonly options?: string
}

/**
 * Starts the server and returns when it accepts sessions. The server outlives this process.
 * Rejects with REPLICA_PORT_TAKEN or, with the end of its log, with REPLICA_PROGRAM_FAILED.
 */
export async function startServer(host: Host, place: DatabaseReplicaPlace, { data, log, port, address = place.host, options }: Server): Promise<void> {
  if (await accepts(address, port)) throw new DiagnosticError(problem('REPLICA_PORT_TAKEN', { system: place.system, host: address, port }))
  if ((await host.read(log)) === undefined) await host.write(log, '')
  const parameters = ['start', '-s', '-w', '-t', '300', '-D', data, '-l', log, ...(options ? ['-o', options] : [])]
  const { exit, errors } = await host.run({ program: join(place.binaries, 'pg_ctl'), parameters })
  if (exit === 0) return
  const end = await host.run({ program: 'tail', parameters: ['-n', '3', log] })
  const output = end.output.replaceAll('\n', ' | ') || errors
  throw new DiagnosticError(problem('REPLICA_PROGRAM_FAILED', { system: place.system, program: 'pg_ctl start', exit, output }))
}

/** Stops the server of a data directory when one runs. `immediate` is for copies that are thrown away. */
export async function stopServer(host: Host, place: DatabaseReplicaPlace, data: string, mode: 'fast' | 'immediate'): Promise<void> {
  if (!(await serverRuns(host, data))) return
  const { exit, errors } = await host.run({ program: join(place.binaries, 'pg_ctl'), parameters: ['stop', '-s', '-w', '-t', '120', '-m', mode, '-D', data] })
  if (exit === 0 || !(await serverRuns(host, data))) return
  throw new DiagnosticError(problem('REPLICA_PROGRAM_FAILED', { system: place.system, program: 'pg_ctl stop', exit, output: errors }))
}

/**
 * True when the process named in postmaster.pid works in that data directory. The number alone proves nothing:
 * after a crash it may belong to another program, and pg_ctl would stop that one.
 */
export async function serverRuns(host: Host, data: string): Promise<boolean> {
  const pid = (await host.read(join(data, 'postmaster.pid')))?.split('\n')[0]?.trim()
  if (pid === undefined || !/^\d+$/.test(pid)) return false
  const { output } = await host.run({ program: 'readlink', parameters: ['-f', `/proc/${pid}/cwd`, data] })
  const [workingDirectory, directory] = output.split('\n')
  return directory !== undefined && workingDirectory === directory
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 })
    const answer = (accepted: boolean) => {
      socket.destroy()
      resolve(accepted)
    }
    socket.on('connect', () => answer(true)).on('error', () => answer(false)).on('timeout', () => answer(false))
  })
}
