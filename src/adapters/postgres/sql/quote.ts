import pg from 'pg'

export const identifier = pg.escapeIdentifier
export const literal = pg.escapeLiteral

/** A libpq connection string; values are quoted so that spaces, quotes and backslashes survive. */
export function connectionString(parts: Readonly<Record<string, string | number>>): string {
  return Object.entries(parts).map(([name, value]) => `${name}='${String(value).replace(/[\\']/g, '\\$&')}'`).join(' ')
}

export function textArray(values: readonly string[]): string {
  return `ARRAY[${values.map(literal).join(', ')}]::text[]`
}
