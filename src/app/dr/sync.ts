import type { JsonObject } from '../../model/json.js'
import type { ReplicaPlace } from '../../ports/replica.js'
import { contextFor, protectedSystem } from './act.js'
import { partStatus } from './status.js'
import type { DrPorts } from './ports.js'

export interface SyncReport extends JsonObject {
  readonly system: string
  readonly parts: readonly { readonly kind: ReplicaPlace['kind']; readonly bytes: number; readonly milliseconds: number }[]
}

/**
 * Brings the DR site up to date with the side that serves: a new snapshot of every file tree, and a database replica that had stopped follows again.
 * What a timer calls: files are as safe as their newest snapshot is young. A system that the DR site serves is left alone.
 */
export async function syncSystem(ports: DrPorts, system: string): Promise<SyncReport> {
  const { replicas } = await protectedSystem(ports, system)
  const context = await contextFor(ports, system)
  const parts: SyncReport['parts'][number][] = []
  for (const place of replicas) {
    const { sides } = await partStatus(ports, place)
    if (sides !== null && sides.serving !== 'primary') continue
    parts.push({ kind: place.kind, ...(await ports.replica.build(place, context)) })
  }
  return { system, parts }
}
