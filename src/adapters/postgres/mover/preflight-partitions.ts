import type { PreflightFinding } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { partitionedTables, type PartitionRow } from '../sql/preflight-partitions.js'
import { identifier, literal } from '../sql/quote.js'
import { found } from './preflight-finding.js'
import { nextPartitions } from './partition-scheme.js'

/** P27: tables divided by time whose partitions end within a month; those whose scheme is plain are made ahead for a quarter. */
export async function checkPartitions(source: Session): Promise<readonly PreflightFinding[]> {
  const rows = await source.rows<PartitionRow>(partitionedTables)
  const parents = [...new Set(rows.map(({ parent }) => parent))].map((parent) => rows.filter((row) => row.parent === parent))
  const planned = parents.map((partitions) => ({ object: objectOf(partitions), statements: statementsFor(partitions) }))
  const [ours, theirs] = [planned.filter(({ statements }) => statements.length > 0), planned.filter(({ statements }) => statements.length === 0)]
  const jobs = await source.rows<{ object: string }>(`SELECT 'extension ' || extname AS object FROM pg_extension WHERE extname = 'pg_partman'`)
  return [
    ...found({ check: 'P27', severity: 'fix', objects: ours.map(({ object }) => object), params: { side: 'source' }, by: 'ours', statements: ours.flatMap(({ statements }) => statements) }),
    ...found({ check: 'P27', severity: 'warn', objects: [...theirs, ...jobs].map(({ object }) => object), params: { side: 'source' } }),
  ]
}

function objectOf(partitions: readonly PartitionRow[]): string {
  const last = partitions.at(-1)
  return last ? `${last.parent} ends at ${last.upper}` : ''
}

/** Nothing where somebody has to look: a default partition, privileges or levels of its own, no scheme. */
function statementsFor(partitions: readonly PartitionRow[]): readonly string[] {
  const last = partitions.at(-1)
  if (!last || partitions.some(({ plain }) => !plain)) return []
  return nextPartitions(partitions, last.until).map(({ name, lower, upper }) => {
    const table = `${identifier(last.schema)}.${identifier(name)}`
    const bound = (local: string): string => literal(last.zone === null ? local : `${local} ${last.zone}`)
    return `CREATE TABLE ${table} PARTITION OF ${last.parent} FOR VALUES FROM (${bound(lower)}) TO (${bound(upper)}); ALTER TABLE ${table} OWNER TO ${identifier(last.owner)}`
  })
}
