import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { SystemEndpoints } from '../../flow/inventory/schema/inventory.js'
import type { DatabaseEndpoint, DatabaseMove, DatabaseSource, DataMove, DataSource, FilesMove, FilesSource, FileTree } from '../../ports/data-mover.js'
import type { Secrets } from '../../ports/secrets.js'

type FilesEntry = NonNullable<SystemEndpoints['files']>[number]

/** A system's data where it is today, and both sides of it where it moves: null where it is only retired. */
export interface SystemData {
  readonly origin: DataSource
  readonly move: DataMove | null
}

/** A system with one place for its data moves as that; with several they have one cutover, and the database leads. */
export async function dataOf(entry: SystemEndpoints, secrets: Secrets, uplink: string | null): Promise<SystemData> {
  const trees = (entry.files ?? []).map((tree) => filesOf(entry, tree, uplink))
  const origins = trees.map(({ origin }) => origin)
  const moves = trees.flatMap(({ move }) => move ?? [])
  if (entry.engine !== 'files') {
    const { origin, move } = await databaseOf(entry, entry.engine, secrets, uplink)
    return { origin: sourceOf(entry, origin, origins), move: move ? moveOf(entry, move, moves) : null }
  }
  const [origin, ...others] = origins
  if (!origin) throw noEndpoints(entry)
  const [move, ...otherMoves] = moves
  return { origin: sourceOf(entry, origin, others), move: move ? moveOf(entry, move, otherMoves) : null }
}

function sourceOf({ system }: SystemEndpoints, lead: DatabaseSource | FilesSource, others: readonly FilesSource[]): DataSource {
  return others.length === 0 ? lead : { kind: 'system', system, name: nameOf(system), parts: [lead, ...others] }
}

function moveOf({ system }: SystemEndpoints, lead: DatabaseMove | FilesMove, others: readonly FilesMove[]): DataMove {
  return others.length === 0 ? lead : { kind: 'system', system, name: nameOf(system), parts: [lead, ...others] }
}

async function databaseOf(entry: SystemEndpoints, kind: DatabaseSource['kind'], secrets: Secrets, uplink: string | null): Promise<{ readonly origin: DatabaseSource; readonly move: DatabaseMove | null }> {
  const { system, source, target, appRoles, copier } = entry
  if (!source) throw noEndpoints(entry)
  const origin = { kind, system, name: nameOf(system), source: await database(source, secrets), appRoles, uplink } as const satisfies DatabaseSource
  return { origin, move: target ? { ...origin, target: await database(target, secrets), ...(copier ? { copier } : {}) } : null }
}

function filesOf({ system }: SystemEndpoints, tree: FilesEntry, uplink: string | null): { readonly origin: FilesSource; readonly move: FilesMove | null } {
  const { name, source, target, door, exclude } = tree
  const origin = { kind: 'files', system, name: nameOf(`${system}-${name}`), source: treeOf(source), door, exclude, uplink } as const satisfies FilesSource
  return { origin, move: target ? { ...origin, target: treeOf(target) } : null }
}

export function treeOf({ path, ssh }: FilesEntry['source']): FileTree {
  return { path, ssh: ssh ?? null }
}

/** Names of slots and publications take no hyphen. */
export function nameOf(name: string): string {
  return name.replaceAll('-', '_')
}

async function database(endpoint: NonNullable<SystemEndpoints['source']>, secrets: Secrets): Promise<DatabaseEndpoint> {
  return { ...endpoint, password: await secrets.read(endpoint.password) }
}

function noEndpoints({ system }: SystemEndpoints): DiagnosticError {
  return new DiagnosticError(problem('RUN_NO_ENDPOINTS', { system, place: '<place>' }))
}
