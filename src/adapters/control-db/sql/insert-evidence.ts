import type pg from 'pg'
import type { EvidenceRecord } from '../../../model/evidence.js'

/** Called with the run locked. */
export async function insertEvidence(client: pg.PoolClient, record: EvidenceRecord): Promise<void> {
  const { run, id, system, attempt, kind, at, body, previous, hash } = record
  await client.query(
    `insert into qianyun.evidence (run, position, id, system, attempt, kind, at, body, previous, hash)
     select $1, count(*) + 1, $2, $3, $4, $5, $6, $7, $8, $9
       from qianyun.evidence
      where run = $1`, [run, id, system, attempt, kind, at, JSON.stringify(body), previous, hash])
}
