import type { PreflightFinding } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { literal } from '../sql/quote.js'
import { found } from './preflight-finding.js'
import type { Sides } from './sides.js'

interface NativeFunction extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly library: string
  readonly symbol: string
}

/** P14: functions in C outside of extensions whose library the target cannot load. Asked of the target itself, in transactions that are rolled back. */
export async function checkLibraries({ source, target }: Sides): Promise<readonly PreflightFinding[]> {
  const functions = await source.rows<NativeFunction>(
    `SELECT format('%s in %s', p.oid::regprocedure, p.probin) AS name, p.probin AS library, p.prosrc AS symbol
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang WHERE l.lanname = 'c' AND ${userSchema}
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`)
  const objects: string[] = []
  for (const native of functions) if (!await loads(target, native)) objects.push(native.name)
  return found({ check: 'P14', severity: 'block', objects, params: { side: 'target' } })
}

/** Creating a function of that library and symbol, whatever its arguments, makes the server look for both. */
async function loads(session: Session, { library, symbol }: NativeFunction): Promise<boolean> {
  try {
    await session.run(`BEGIN; CREATE FUNCTION pg_temp.qianyun_probe() RETURNS void LANGUAGE c AS ${literal(library)}, ${literal(symbol)}`)
    return true
  } catch {
    return false
  } finally {
    await session.run('ROLLBACK')
  }
}
