import { isRecord } from './data-path.js'
import type { Register, RegisterRow, TargetRow } from './register.js'
import type { Intent, Inventory } from './schema/inventory.js'

export interface Covered<Row> {
  readonly carried: number
  readonly total: number
  readonly missing: readonly Row[]
}

/** How much of what the documents name a place carries. */
export interface Coverage {
  readonly rows: Covered<RegisterRow>
  readonly targets: Covered<TargetRow>
  /** Refs of the place that the register does not know. */
  readonly unknown: readonly string[]
}

/** A row is carried by any record of the inventory or task of the programme whose `ref` names it; a target by the programme's list. */
export function coverageOf(
  inventory: Inventory | undefined,
  intent: Intent | undefined,
  register: Register,
  place: string | undefined = inventory?.place ?? intent?.place,
): Coverage {
  const refs = new Set([...refsIn(inventory), ...refsIn(intent?.programme.tasks)])
  const targets = new Set(intent?.programme.targets.map(({ id }) => id))
  const known = new Set(register.rows.map(({ id }) => id))
  return {
    rows: covered(register.rows.filter((row) => row.place === place), refs),
    targets: covered(register.targets.filter((row) => row.place === place), targets),
    unknown: [...refs].filter((ref) => !known.has(ref)).sort(),
  }
}

function covered<Row extends { readonly id: string }>(rows: readonly Row[], carried: ReadonlySet<string>): Covered<Row> {
  const missing = rows.filter(({ id }) => !carried.has(id))
  return { carried: rows.length - missing.length, total: rows.length, missing }
}

/** Every `ref` at any depth: zones inside clouds carry rows too. */
function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, child]) => (key === 'ref' && Array.isArray(child) ? child.map(String) : refsIn(child)))
}
