import { createHash } from 'node:crypto'
import type { DatabaseEndpoint, DatabaseMove, Side } from '../../../ports/data-mover.js'

/** Names of what a move keeps in the servers. Connections and accounts are known to the whole server, so the move's name is in each. */
export interface MoveNames {
  /** Replication connection of the feed that leaves a side; it stands on the other side. Also the account it logs in with. */
  readonly feedFrom: Readonly<Record<Side, string>>
  /** The move's own database on both sides, carried by its feeds. */
  readonly schema: string
  /** Prefix of what our sessions are found by. */
  readonly application: string
}

export function namesOf(move: Pick<DatabaseMove, 'name'>): MoveNames {
  const slug = slugOf(move.name)
  return {
    feedFrom: { source: `qianyun_${slug}_from_source`, target: `qianyun_${slug}_from_target` },
    schema: `qianyun_mig_${slug}`,
    application: `qianyun:${slug}`,
  }
}

/** Names of databases, connections and locks have at most 64 characters; what had to be changed is told apart by a digest of the whole name. */
function slugOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]/g, '_').slice(0, 30)
  return plain === name ? plain : `${plain}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

export const otherSide = (side: Side): Side => (side === 'source' ? 'target' : 'source')

export const endpointOf = (move: DatabaseMove, side: Side): DatabaseEndpoint => (side === 'source' ? move.source : move.target)
