import { namePath, type DataPath } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, entryName, shortPlace, type Entry, type PlaceData } from '../place-data.js'

interface Block {
  readonly entry: Entry
  readonly path: DataPath
  readonly text: string
  readonly first: number
  readonly last: number
}

/** Networks of domains that share addresses, and networks whose host bits are not zero (RFC 4632 section 3.1). */
export function cidrProblems(data: PlaceData): Finding[] {
  const blocks = entriesIn(data, 'domains').flatMap(blocksOf)
  return [...blocks.flatMap(hostBits), ...overlaps(blocks)]
}

function blocksOf(entry: Entry): Block[] {
  const list = entry.record['cidr']
  if (!Array.isArray(list)) return []
  return list.flatMap((text: unknown, index) => {
    const range = typeof text === 'string' ? addressRange(text) : undefined
    return range === undefined ? [] : [{ entry, path: [...entry.path, 'cidr', index], text: String(text), ...range }]
  })
}

/** First and last address as numbers; undefined where it is no network (the schema has said so already). */
function addressRange(text: string): { first: number; last: number } | undefined {
  const [, address = '', prefix = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(text) ?? []
  const octets = address.split('.').map(Number)
  if (octets.length !== 4 || octets.some((octet) => octet > 255) || Number(prefix) > 32) return undefined
  const size = 2 ** (32 - Number(prefix))
  const number = octets.reduce((sum, octet) => sum * 256 + octet, 0)
  const first = number - (number % size)
  return { first, last: first + size - 1 }
}

function hostBits({ entry, path, text, first }: Block): Finding[] {
  const base = [first >>> 24, (first >>> 16) & 255, (first >>> 8) & 255, first & 255].join('.')
  const [address, prefix] = text.split('/')
  if (address === base) return []
  const params = { field: namePath(entry.file.value, path), value: text }
  return [{ code: 'INV_BAD_CIDR', params, file: entry.file, path, part: 'value', suggestion: `${base}/${prefix}` }]
}

/** Sorted by first address, a block can only overlap those before it that have not ended yet; the widest-reaching one is kept. */
function overlaps(blocks: readonly Block[]): Finding[] {
  const sorted = blocks.map((block, order) => ({ block, order })).sort((a, b) => a.block.first - b.block.first || a.order - b.order)
  let reach: (typeof sorted)[number] | undefined
  return sorted.flatMap((current) => {
    const open = reach !== undefined && reach.block.last >= current.block.first ? reach : undefined
    if (reach === undefined || current.block.last > reach.block.last) reach = current
    if (open === undefined) return []
    const [earlier, later] = open.order < current.order ? [open.block, current.block] : [current.block, open.block]
    return [overlap(earlier, later)]
  })
}

function overlap(earlier: Block, later: Block): Finding {
  const first = shortPlace(earlier.entry.file.locate(earlier.path, 'value'))
  const params = { domain: entryName(later.entry), cidr: later.text, other: entryName(earlier.entry), otherCidr: earlier.text, first }
  return { code: 'INV_OVERLAPPING_CIDR', params, file: later.entry.file, path: later.path, part: 'value' }
}

