/** Rows of a CSV text by column name (RFC 4180: quoted cells, doubled quotes, line breaks inside quotes). A missing cell is undefined. */
export function parseCsv(text: string): readonly Readonly<Record<string, string | undefined>>[] {
  const [header = [], ...rows] = cellsOf(text.replace(/^\uFEFF/, '')).filter((row) => row.length > 1 || row[0] !== '')
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])))
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy

function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(CELL)) {
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  return rows
}
