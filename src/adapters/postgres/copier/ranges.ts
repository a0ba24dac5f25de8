import type { CopiedTable } from './tables.js'
import type { RelayStatements } from './relay.js'

/** One piece of a table: a COPY of its own on both sides. */
export interface Range {
  readonly table: CopiedTable
  readonly statements: RelayStatements
  /** Share of the table's size. */
  readonly bytes: number
}

const MIB = 1_048_576

/** Large enough that a statement a piece costs nothing, small enough to tell how far the copy is. */
const LARGEST_PIECE = 32 * MIB

/** Below it a second piece costs more than it gains. */
const SMALLEST_PIECE = MIB

export interface RangeOptions {
  readonly encoding: string
  /** Both servers are of one major version. */
  readonly sameMajor: boolean
  readonly jobs: number
}

/** The last piece has no end: blocks that were added after the size was read belong to it. */
export function rangesOf(table: CopiedTable, options: RangeOptions): readonly Range[] {
  const divisible = table.divisible && table.columns !== null && table.condition === ''
  const count = divisible ? Math.max(1, Math.min(table.blocks, piecesOf(table.bytes, options.jobs))) : 1
  if (count === 1) return [{ table, bytes: table.bytes, statements: statements(table, options, wholeTable(table)) }]
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((table.blocks * index) / count)
    const until = index === count - 1 ? '' : ` AND ctid < '(${Math.floor((table.blocks * (index + 1)) / count)},0)'`
    const rows = `(SELECT ${table.columns} FROM ONLY ${table.name} WHERE ctid >= '(${from},0)'${until})`
    return { table, bytes: table.bytes / count, statements: statements(table, options, rows) }
  })
}

/** At least two pieces a worker, so that all end together also where one table is all there is. */
function piecesOf(size: number, jobs: number): number {
  return Math.max(Math.ceil(size / LARGEST_PIECE), Math.min(Math.floor(size / SMALLEST_PIECE), 2 * jobs))
}

function wholeTable({ name, columns, condition }: CopiedTable): string {
  if (condition !== '') return `(SELECT ${columns ?? ''} FROM ONLY ${name} ${condition})`
  return withColumns(name, columns)
}

const withColumns = (name: string, columns: string | null): string => (columns === null ? name : `${name} (${columns})`)

function statements({ name, columns, plain }: CopiedTable, { encoding, sameMajor }: RangeOptions, rows: string): RelayStatements {
  const options = `(ENCODING '${encoding}'${plain && sameMajor ? ', FORMAT binary' : ''})`
  return { out: `COPY ${rows} TO STDOUT ${options}`, into: `COPY ${withColumns(name, columns)} FROM STDIN ${options}` }
}
