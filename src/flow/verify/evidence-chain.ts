import type { EvidenceRecord } from '../../model/evidence.js'
import { firstBrokenLink } from '../../model/evidence-chain.js'

/** Whether the whole chain of a run says what it said when it was written, and nothing was taken out of it. */
export function isChainIntact(evidence: readonly EvidenceRecord[]): boolean {
  return firstBrokenLink(evidence) === undefined
}
