import { readFileSync } from 'node:fs'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'
import type { ProcessTable } from './process-table.js'
import type { ServerUser } from './server-user.js'

/** What a database server of the demo is started with. */
export interface DatabaseServerSpec {
  readonly name: string
  readonly directory: string
  readonly port: number
  readonly user: ServerUser
  readonly adminRole: string
  readonly password: string
  readonly processes: ProcessTable
}

export interface DatabaseServer {
  readonly name: string
  readonly port: number
  endpoint(database: string): DatabaseEndpoint
  stop(): Promise<void>
}

export function endpointOf({ port, adminRole, password }: DatabaseServerSpec): (database: string) => DatabaseEndpoint {
  return (database) => ({ host: '127.0.0.1', port, database, user: adminRole, password })
}

/** Waits up to 30 s until the server answers; a server that ended, or never answers, is told by the end of its log. */
export async function untilReady(spec: DatabaseServerSpec, hasEnded: () => boolean, answers: () => Promise<boolean>, log: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (hasEnded()) break
    if (await answers()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  if (lines.some((line) => line.includes('Address already in use'))) throw new DiagnosticError(problem('SETUP_PORT_IN_USE', { port: spec.port, what: spec.name }))
  throw didNotStart(spec, lines.slice(-2).join(' '), log)
}

export function didNotStart(spec: DatabaseServerSpec, detail: string, log: string): DiagnosticError {
  return new DiagnosticError(problem('SETUP_SERVER_DID_NOT_START', { what: spec.name, detail: detail.trim(), log }))
}
