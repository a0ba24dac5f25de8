import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { parseCsv } from './csv.js'

/** One thing that a policy document names: a room, a network, a platform, a task. */
export interface RegisterRow {
  readonly id: string
  readonly place: string
  readonly nameZh: string
  readonly nameEn: string
}

/** One dated target or figure of a policy document. */
export interface TargetRow {
  readonly id: string
  readonly place: string
  readonly task: string
}

/** What the inventories and programmes of all places have to carry. */
export interface Register {
  readonly rows: readonly RegisterRow[]
  readonly targets: readonly TargetRow[]
}

export interface RegisterFile {
  readonly path: string
  readonly text: string
}

/** Reads `inventory/register.csv` and `inventory/targets.csv`. */
export function readRegister(register: RegisterFile, targets: RegisterFile): { register: Register; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const rows = rowsOf(register, ['id', 'place', 'name_zh', 'name_en'], diagnostics)
  const targetRows = rowsOf(targets, ['id', 'place', 'task'], diagnostics)
  return {
    register: {
      rows: rows.map(({ id, place, name_zh, name_en }) => ({ id, place, nameZh: name_zh, nameEn: name_en })),
      targets: targetRows.map(({ id, place, task }) => ({ id, place, task })),
    },
    diagnostics,
  }
}

function rowsOf<const Column extends string>(file: RegisterFile, columns: readonly Column[], diagnostics: Diagnostic[]): Record<Column, string>[] {
  return parseCsv(file.text).map((row, index) => {
    const missing = columns.find((column) => row[column] === undefined || row[column] === '')
    const line = index + 2
    if (missing !== undefined) diagnostics.push(problem('INV_REGISTER_UNREADABLE', { line, file: file.path, column: missing }, { at: { file: file.path, line, column: 1, length: 1 } }))
    return Object.fromEntries(columns.map((column) => [column, row[column] ?? ''])) as Record<Column, string>
  })
}
