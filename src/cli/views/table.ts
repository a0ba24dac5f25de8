import stringWidth from 'string-width'

/** Rows as aligned columns, two spaces apart; the first row is the head and gets a rule below. Chinese counts two cells a character. */
export function renderTable(rows: readonly (readonly string[])[], numeric: readonly number[] = []): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))))
  const line = (row: readonly string[]) =>
    widths.map((width, column) => pad(row[column] ?? '', width, numeric.includes(column))).join('  ').trimEnd()
  const [head, ...body] = rows
  return head ? [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)] : []
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return right ? space + text : text + space
}
