import { bucketsSql, divisible, labelOf, subPart, unitsSql, type ComparedTable, type Part } from '../sql/compare.js'
import { differing, inOrder, type Reading } from './compare.js'

/** How a statement is read on both sides, and which of the keys that differ then differ for good. */
export interface Looking {
  read(sql: string): Promise<Reading>
  confirm(ids: readonly string[]): Promise<readonly string[]>
  /** Statements after which the search ends: in a table where everything differs the rest is not worth reading. */
  readonly patience: number
}

/** A part that differs and how many rows it has on the side that has more. */
export interface Suspect {
  readonly part: Part
  readonly rows: number
}

/** Keys a report names; the rest is counted. */
const NAMED = 20
/** Rows whose keys are read one by one in one statement: 100 000 of them take about 30 MB here. */
const ROWS_AT_ONCE = 100_000

/**
 * The keys that differ in some parts of a table, found by dividing what is large in 256 again and again. Keys that are not named are counted
 * at the end as `+n`, or `+n…` where more was left unread.
 */
export async function differingKeys(table: ComparedTable, suspects: readonly Suspect[], looking: Looking): Promise<readonly string[]> {
  const open = [...suspects].reverse()
  const found: string[] = []
  for (let step = 0; step < looking.patience && found.length < NAMED && open.length > 0; step += 1) {
    const near = takeNear(open)
    if (near.length > 0) found.push(...await looking.confirm(differing(await looking.read(unitsSql(table, near)))))
    else open.push(...(await divided(table, open.pop()!.part, looking)).reverse())
  }
  return labelled(table, found, open.length > 0)
}

/** The first 20 keys, in order, and how many more there are. */
function labelled(table: ComparedTable, keys: readonly string[], more: boolean): readonly string[] {
  const named = inOrder(keys).slice(0, NAMED).map((id) => labelOf(table, id))
  const left = keys.length - named.length
  return left > 0 || more ? [...named, `+${left}${more ? '…' : ''}`] : named
}

/** From the end of the list: what can be read key by key in one statement. */
function takeNear(open: Suspect[]): readonly Part[] {
  const near: Part[] = []
  let rows = 0
  for (let last = open.at(-1); last && (rows + last.rows <= ROWS_AT_ONCE || !divisible(last.part)); last = open.at(-1)) {
    open.pop()
    near.push(last.part)
    rows += last.rows
  }
  return near
}

async function divided(table: ComparedTable, part: Part, { read }: Looking): Promise<Suspect[]> {
  return suspectsIn(part, await read(bucketsSql(table, part, 'its rows')))
}

export function suspectsIn(part: Part, reading: Reading): Suspect[] {
  const { source, target } = reading
  return differing(reading).map((id) => ({
    part: subPart(part, id), rows: Math.max(Number(source.get(id)?.count ?? 0), Number(target.get(id)?.count ?? 0)),
  }))
}
