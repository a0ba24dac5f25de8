import type { PreflightFinding } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { userTables } from '../sql/catalog.js'
import { identifier, literal } from '../sql/quote.js'
import { found } from './preflight-finding.js'
import type { Sides } from './sides.js'

interface Locale extends Readonly<Record<string, unknown>> {
  readonly database: string
  readonly encoding: string
  readonly collation: string
  /** Provider and, of ICU, its locale: since version 15. */
  readonly provider: string
  /** With which version of the collation this database was built. */
  readonly built: string | null
  readonly monetary: string
}

const read = (session: Session): Promise<Locale> => session.one<Locale>(`
  SELECT datname AS database, pg_encoding_to_char(encoding) AS encoding, datcollate || ' ' || datctype AS collation,
    concat_ws(' ', CASE to_jsonb(d) ->> 'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
      coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')) AS provider,
    to_jsonb(d) ->> 'datcollversion' AS built, current_setting('lc_monetary') AS monetary
  FROM pg_database d WHERE datname = current_database()`)

/** P21: what text and amounts mean on either side. */
export async function checkLocale({ source, target }: Sides): Promise<readonly PreflightFinding[]> {
  const [old, fresh, actual, money] = await Promise.all([read(source), read(target), actualVersion(target), moneyColumns(source)])
  const differs = (what: 'encoding' | 'collation' | 'provider', severity: PreflightFinding['severity']) =>
    found({ check: 'P21', severity, objects: old[what] === fresh[what] ? [] : [`${old[what]} -> ${fresh[what]}`], params: { what } })
  const version = old.built !== null && actual !== null && old.built !== actual && old.provider === fresh.provider ? [`${old.built} -> ${actual}`] : []
  return [
    ...differs('encoding', 'block'), ...differs('collation', 'warn'), ...differs('provider', 'warn'),
    ...found({ check: 'P21', severity: 'warn', objects: version, params: { what: 'version' } }),
    ...found({
      check: 'P21', severity: 'block', objects: old.monetary === fresh.monetary ? [] : money, params: { what: 'money', source: old.monetary, target: fresh.monetary },
      by: 'theirs', statements: [`ALTER DATABASE ${identifier(fresh.database)} SET lc_monetary TO ${literal(old.monetary)}`],
    }),
  ]
}

/** Since version 15, when databases began to note it. */
async function actualVersion(session: Session): Promise<string | null> {
  const { known } = await session.one<{ known: boolean }>(`SELECT to_regproc('pg_database_collation_actual_version') IS NOT NULL AS known`)
  if (!known) return null
  return (await session.one<{ version: string | null }>(
    'SELECT pg_database_collation_actual_version(oid) AS version FROM pg_database WHERE datname = current_database()')).version
}

/** Money is written and read by the rules of lc_monetary: another one reads another amount. What is set for the database itself comes with the roles' settings. */
async function moneyColumns(session: Session): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(`SELECT format('%s.%I', c.oid::regclass, a.attname) AS name
    FROM ${userTables.replace('WHERE', 'JOIN pg_attribute a ON a.attrelid = c.oid WHERE')}
      AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('money'::regtype, 'money[]'::regtype)
      AND NOT EXISTS (SELECT 1 FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase CROSS JOIN unnest(s.setconfig) one
        WHERE d.datname = current_database() AND s.setrole = 0 AND one LIKE 'lc_monetary=%') ORDER BY 1`)
  return rows.map(({ name }) => name)
}
