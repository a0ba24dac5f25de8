import { contentHash } from './canonical.js'
import type { EvidenceRecord } from './evidence.js'

/** What was seen, before it is chained. */
export type LooseEvidence = Omit<EvidenceRecord, 'previous' | 'hash'>

/** Chains a record to the last one of its run; the hash covers everything but itself. */
export function sealEvidence(evidence: LooseEvidence, previous: EvidenceRecord | undefined): EvidenceRecord {
  const { id, run, system, attempt, kind, at, body } = evidence
  const unsealed = { id, run, system, attempt, kind, at, body, previous: previous?.hash ?? null }
  return { ...unsealed, hash: contentHash(unsealed) }
}

/** The first record of a whole chain that was changed, or that does not follow the one before it; undefined when the chain holds. */
export function firstBrokenLink(chain: readonly EvidenceRecord[]): EvidenceRecord | undefined {
  return chain.find((record, index) => record.hash !== sealEvidence(record, chain[index - 1]).hash)
}
