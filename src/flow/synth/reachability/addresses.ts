import { isIPv4, isIPv6 } from 'node:net'

/** Addresses from first to last, both included, of one family. */
export interface AddressRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

const bitsOf = { 4: 32, 6: 128 } as const

/** The addresses of a network, or of a single address; null for anything else. */
export function addressRange(text: string): AddressRange | null {
  const [address = '', prefix] = text.split('/')
  const family = isIPv4(address) ? 4 : isIPv6(address) ? 6 : null
  if (family === null || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null
  const length = prefix === undefined ? bitsOf[family] : Number(prefix)
  if (length > bitsOf[family]) return null
  const size = 1n << BigInt(bitsOf[family] - length)
  const value = family === 4 ? valueOf(address.split('.'), 10, 8n) : valueOf(groupsOf(address), 16, 16n)
  const first = value - (value % size)
  return { family, first, last: first + size - 1n }
}

function valueOf(parts: readonly string[], base: number, bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) + BigInt(Number.parseInt(part, base)), 0n)
}

/** The eight groups of an IPv6 address: `::` stands for as many zeros as are missing (RFC 4291 section 2.2). */
function groupsOf(address: string): string[] {
  const pair = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16)
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) => `${pair(a, b)}:${pair(c, d)}`)
  const [head = '', tail] = plain.split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean))
  const zeros = tail === undefined ? 0 : 8 - before!.length - after!.length
  return [...before!, ...Array.from({ length: zeros }, () => '0'), ...after!]
}

export function containsRange(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last
}

export function overlapRange(one: AddressRange, other: AddressRange): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last
}
