import type { ContentHash } from './canonical.js'
import type { Instant } from './instant.js'
import type { JsonObject } from './json.js'

/** One record of what was seen, chained to the one before it (`previous`), so that none can be taken out or changed unseen. */
export interface EvidenceRecord {
  readonly id: string
  readonly run: string
  readonly system: string
  readonly attempt: number
  readonly kind: 'preflight' | 'copy' | 'rehearsal' | 'switch' | 'proof' | 'checks' | 'drill' | 'failover' | 'failback' | 'archive' | 'approval' | 'measurement'
  readonly at: Instant
  readonly body: JsonObject
  readonly previous: ContentHash | null
  readonly hash: ContentHash
}
