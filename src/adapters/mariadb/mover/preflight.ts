import type { DatabaseMove, PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { literal } from '../sql/quote.js'
import { preflightChecks, type PreflightCheck } from '../sql/preflight-checks.js'
import { checkAccounts } from './preflight-accounts.js'
import { comparePair } from './preflight-pair.js'
import { requireMovable } from './requirements.js'
import { withSides } from './sides.js'

/** Reads both sides and changes neither. What a check names on both sides is one finding a side. */
export async function preflight(move: DatabaseMove): Promise<readonly PreflightFinding[]> {
  return await withSides(move, 'control', async (sides) => {
    await requireMovable(move, sides)
    const found: (PreflightFinding | undefined)[] = []
    for (const check of preflightChecks) {
      for (const side of check.sides) found.push(await ask(sides[side], check, side, move.source.database))
    }
    return [...found, ...await checkAccounts(move, sides), ...await comparePair(move, sides)].filter((finding) => finding !== undefined)
  })
}

async function ask(session: Session, { check, severity, what, sql }: PreflightCheck, side: Side, database: string): Promise<PreflightFinding | undefined> {
  const rows = await session.rows<{ object: string; remedy?: string }>(sql.replaceAll(':database', () => literal(database)))
  const statements = rows.flatMap(({ remedy }) => remedy ?? [])
  return finding(check, severity, rows.map(({ object }) => String(object)), { side, what }, statements)
}

/** Nothing where there is nothing to name. */
export function finding(
  check: string, severity: PreflightFinding['severity'], objects: readonly string[], params: PreflightFinding['params'], ours: readonly string[] = [],
): PreflightFinding | undefined {
  if (objects.length === 0) return undefined
  const remedy = ours.length > 0 ? { remedy: { by: 'ours' as const, statements: ours } } : {}
  return { check, severity, objects: [...objects].sort(), params: { count: objects.length, ...params }, ...remedy }
}
