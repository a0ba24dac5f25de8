import { createHash } from 'node:crypto'
import type { DatabaseEndpoint, DatabaseMove, Side } from '../../../ports/data-mover.js'

/** Names of what a move keeps in the servers. Slots are known to the whole server, so the move's name is in each. */
export interface MoveNames {
  readonly publication: string
  /** Slot and subscription of the feed that leaves a side. */
  readonly feedFrom: Readonly<Record<Side, string>>
  /** Prefix of `application_name` of all our sessions. */
  readonly application: string
}

export function namesOf(move: DatabaseMove): MoveNames {
  const slug = slugOf(move.name)
  return {
    publication: `qianyun_${slug}`,
    feedFrom: { source: `qianyun_${slug}_from_source`, target: `qianyun_${slug}_from_target` },
    application: `qianyun:${slug}`,
  }
}

/** Slot names allow only [a-z0-9_] and 63 characters; what had to be changed is told apart by a digest of the whole name. */
function slugOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]/g, '_').slice(0, 30)
  return plain === name ? plain : `${plain}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

export const otherSide = (side: Side): Side => (side === 'source' ? 'target' : 'source')

export const endpointOf = (move: DatabaseMove, side: Side): DatabaseEndpoint => (side === 'source' ? move.source : move.target)
