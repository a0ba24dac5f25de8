import type pg from 'pg'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import { type LooseEvidence, sealEvidence } from '../../model/evidence-chain.js'
import { contentHash } from '../../model/canonical.js'
import { insertEvidence } from './sql/insert-evidence.js'
import { lockRun } from './sql/lock-run.js'
import { selectEvidenceById, selectLastEvidence } from './sql/select-evidence.js'
import { inTransaction } from './transaction.js'

/** Appends to the chain of the run; the same record again gives back the one that is there. */
export async function appendEvidence(pool: pg.Pool, evidence: LooseEvidence): Promise<EvidenceRecord> {
  return inTransaction(pool, async (client) => {
    if (!(await lockRun(client, evidence.run))) throw new DiagnosticError(problem('ENG_UNKNOWN_RUN', { run: evidence.run }))
    const there = await selectEvidenceById(client, evidence.run, evidence.id)
    if (there !== undefined) return same(there, evidence)
    const record = sealEvidence(evidence, await selectLastEvidence(client, evidence.run))
    await insertEvidence(client, record)
    return record
  })
}

function same(there: EvidenceRecord, evidence: LooseEvidence): EvidenceRecord {
  if (contentHash(there.body) === contentHash(evidence.body)) return there
  throw new DiagnosticError(problem('ENG_EVIDENCE_DIFFERS', { id: evidence.id, run: evidence.run }))
}
