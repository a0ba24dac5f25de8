import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import { sqlState, type Session } from '../connection.js'
import { candidateIndex, userTables, withoutIdentity } from '../sql/catalog.js'
import { identifier, literal } from '../sql/quote.js'

const LOCK_NOT_AVAILABLE = '55P03'

interface Lacking extends Readonly<Record<string, unknown>> {
  readonly relation: string
  readonly previous: string
  readonly index: string | null
}

/** Gives every table an identity before it is published: without one the application's own UPDATE and DELETE would fail. */
export async function ensureIdentities(session: Session, clock: Clock): Promise<readonly string[]> {
  const lacking = await session.rows<Lacking>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS relation, c.relreplident::text AS previous, (${candidateIndex}) AS index
     FROM ${withoutIdentity} ORDER BY 1`)
  for (const table of lacking) {
    const identity = table.index === null ? 'FULL' : `USING INDEX ${identifier(table.index)}`
    await alterWhenFree(session, table.relation, `
      INSERT INTO qianyun_mig.identity VALUES (${literal(table.relation)}, ${literal(table.previous)}) ON CONFLICT DO NOTHING;
      ALTER TABLE ${table.relation} REPLICA IDENTITY ${identity}`, clock)
  }
  return lacking.map(({ relation, index }) => `${relation}: ${index ?? 'FULL'}`)
}

/** Waits at most 300 ms for the table: a longer wait would queue the application behind us. Tries again for half a minute. */
async function alterWhenFree(session: Session, relation: string, statements: string, clock: Clock): Promise<void> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    try {
      return await session.run(`SET LOCAL lock_timeout = '300ms'; ${statements}`)
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error
      await clock.sleep(milliseconds(700))
    }
  }
  throw new DiagnosticError(problem('MOVE_TABLE_BUSY', { table: relation }))
}

/** Index identities of the source as statements for the target; the copy may have lost them. */
export async function copyIndexIdentities(source: Session, target: Session): Promise<void> {
  const rows = await source.rows<{ statement: string }>(
    `SELECT format('ALTER TABLE %I.%I REPLICA IDENTITY USING INDEX %I', n.nspname, c.relname, ic.relname) AS statement
     FROM ${userTables.replace('WHERE', 'JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class ic ON ic.oid = i.indexrelid WHERE')}
       AND c.relreplident = 'i' AND i.indisreplident`)
  if (rows.length > 0) await target.run(rows.map(({ statement }) => statement).join(';\n'))
}

export interface ChangedIdentity extends Readonly<Record<string, unknown>> {
  readonly relation: string
  readonly previous: string
}

/** Puts back what `ensureIdentities` changed. `i` had lost its index: the default is what is left of it. */
export async function resetIdentities(session: Session, changed: readonly ChangedIdentity[], clock: Clock): Promise<void> {
  for (const { relation, previous } of changed) {
    const { known } = await session.one<{ known: boolean }>('SELECT to_regclass($1) IS NOT NULL AS known', [relation])
    if (known) await alterWhenFree(session, relation, `ALTER TABLE ${relation} REPLICA IDENTITY ${previous === 'n' ? 'NOTHING' : 'DEFAULT'}`, clock)
  }
}

export async function changedIdentities(session: Session): Promise<readonly ChangedIdentity[]> {
  return await session.rows<ChangedIdentity>('SELECT relation, previous FROM qianyun_mig.identity ORDER BY 1')
}
