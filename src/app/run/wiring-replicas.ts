import type { SystemEndpoints } from '../../flow/inventory/schema/inventory.js'
import type { DatabaseMove, DataMove, FilesMove } from '../../ports/data-mover.js'
import type { ReplicaPlace } from '../../ports/replica.js'
import type { Secrets } from '../../ports/secrets.js'
import { nameOf, treeOf } from './wiring-data.js'

/** What the DR site keeps of a system, one place for each part that has one: the new side is the primary. */
export async function replicasOf(entry: SystemEndpoints, move: DataMove, secrets: Secrets): Promise<readonly ReplicaPlace[]> {
  const places = await Promise.all((move.kind === 'system' ? move.parts : [move]).map((part) => (part.kind === 'files' ? filesReplica(entry, part, secrets) : databaseReplica(entry, part))))
  return places.flatMap((place) => place ?? [])
}

function databaseReplica({ system, dr }: SystemEndpoints, { kind, target, appRoles }: DatabaseMove): ReplicaPlace | null {
  return dr ? { kind, system, primary: target, appRoles, ...dr, primaryDataDirectory: dr.primaryDataDirectory ?? null } : null
}

async function filesReplica({ system, files = [] }: SystemEndpoints, { name, target }: FilesMove, secrets: Secrets): Promise<ReplicaPlace | null> {
  const dr = files.find((tree) => nameOf(`${system}-${tree.name}`) === name)?.dr
  if (!dr) return null
  const { repository, password, scratch, takeover } = dr
  return { kind: 'files', system, tree: target, repository, password: await secrets.read(password), scratch, takeover: treeOf(takeover) }
}
