/** One server of a backend as `show servers state` gives it. */
export interface ServerRow {
  readonly name: string
  readonly takesRequests: boolean
}

export interface Answer {
  /** Sentences answered by refused commands, in the order of the commands. */
  readonly refusals: readonly string[]
  /** Undefined when the answer holds no table, as for an unknown backend. */
  readonly servers: readonly ServerRow[] | undefined
}

/** `enabled: disabled` of the configuration: stays set for the life of the process, also after `state ready`. */
const configuredMaintenance = 0x04

/** Splits the answer to a batch that ends with `show servers state`: refusals, then a version line, a header with `#` and the rows. */
export function readAnswer(text: string): Answer {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const header = lines.findIndex((line) => line.startsWith('# '))
  if (header < 1) return { refusals: lines, servers: undefined }
  const columns = lines[header]!.slice(2).split(' ')
  return { refusals: lines.slice(0, header - 1), servers: lines.slice(header + 1).map((line) => toRow(columns, line.split(' '))) }
}

/**
 * srv_op_state: 0 stopped, 1 starting, 2 running, 3 stopping; srv_admin_state: bits for maintenance and drain
 * (HAProxy management guide, "show servers state").
 */
function toRow(columns: readonly string[], cells: readonly string[]): ServerRow {
  const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
  const up = cell('srv_op_state') === '1' || cell('srv_op_state') === '2'
  const inService = (Number(cell('srv_admin_state')) & ~configuredMaintenance) === 0
  return { name: cell('srv_name'), takesRequests: up && inService && cell('srv_uweight') !== '0' }
}
