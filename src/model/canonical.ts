import { createHash } from 'node:crypto'

/**
 * JSON with object keys sorted by code unit and no white space, so that equal data gives equal bytes
 * (the idea of RFC 8785; our data holds no numbers on which its number rules would differ).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) => (isPlainObject(child) ? sortKeys(child) : child))
}

/** `sha256:<hex>` of the canonical JSON. */
export function contentHash(value: unknown): ContentHash {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`
}

export type ContentHash = `sha256:${string}`

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
