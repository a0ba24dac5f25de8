import type pg from 'pg'
import type { EvidenceRecord } from '../../../model/evidence.js'

const COLUMNS = 'id, run, system, attempt, kind, at, body, previous, hash'

/** The chain of a run in order, or the records of one system in it. */
export async function selectEvidence(pool: pg.Pool, run: string, system?: string): Promise<readonly EvidenceRecord[]> {
  const { rows } = await pool.query<EvidenceRecord>(
    `select ${COLUMNS}
       from qianyun.evidence
      where run = $1 and ($2::text is null or system = $2)
      order by position`, [run, system ?? null])
  return rows
}

export async function selectEvidenceById(client: pg.PoolClient, run: string, id: string): Promise<EvidenceRecord | undefined> {
  const { rows } = await client.query<EvidenceRecord>(`select ${COLUMNS} from qianyun.evidence where run = $1 and id = $2`, [run, id])
  return rows[0]
}

export async function selectLastEvidence(client: pg.PoolClient, run: string): Promise<EvidenceRecord | undefined> {
  const { rows } = await client.query<EvidenceRecord>(
    `select ${COLUMNS} from qianyun.evidence where run = $1 order by position desc limit 1`, [run])
  return rows[0]
}
