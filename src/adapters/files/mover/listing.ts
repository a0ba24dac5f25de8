import type { FilesMove } from '../../../ports/data-mover.js'
import type { HostCall, Place } from '../host/host.js'
import { excludes } from './exclude.js'
import { STATE_FOLDER, stateFolder } from './sides.js'

/** One entry of a tree, names byte for byte as Latin-1. */
export interface Entry {
  readonly path: string
  /** As find says it: f, d, l; p, s, b, c are special files. */
  readonly type: string
  readonly mode: string
  readonly user: string
  readonly group: string
  readonly links: number
  /** Device and inode: names with the same one are hard links. */
  readonly inode: string
  readonly size: number
  /** Seconds since 1970 with nine decimals. */
  readonly modified: string
  readonly changed: string
  /** What a symbolic link points to. */
  readonly pointsTo: string
}

/** No path holds `//`, so it ends the name; a link's end may hold anything and comes last. */
const walk = `find . -mindepth 1 -path ./${STATE_FOLDER} -prune -o -printf '%P//%y %m %U %G %n %D:%i %s %T@ %C@ %l\\0'`

/** Names can vanish while find reads them; that is no failure. */
const walkInUse = `${walk} 2>/dev/null || [ $? = 1 ]`

export type Listing = (place: Place, signal?: AbortSignal) => HostCall

const ofTree = (script: string): Listing => ({ tree }, signal) => ({ script: `cd "$1" || exit 74\n${script}`, parameters: [tree.path], ...signal && { signal } })

/** In the order find meets them. */
export const asFound = ofTree(walkInUse)
/** By the bytes of their names. */
export const sorted = ofTree(`{ ${walkInUse}; } | LC_ALL=C sort -z`)
/** Where a tree stands now, kept in the move's folder to be read later with \`kept\`: cheap enough for an outage. */
export const keep = ofTree(`umask 077; ${walk} > ${STATE_FOLDER}/listing`)
export const keepInUse = ofTree(`umask 077; { ${walkInUse}; } > ${STATE_FOLDER}/listing`)

export const kept: Listing = (place, signal) => ({
  script: 'LC_ALL=C sort -z "$1/listing"', parameters: [stateFolder(place)], ...signal && { signal },
})

/** What the move carries: special files and what is excluded are left out. */
export async function* entriesOf(place: Place, move: Pick<FilesMove, 'exclude'>, listing: Listing, signal?: AbortSignal): AsyncIterable<Entry> {
  const excluded = excludes(move.exclude)
  for await (const record of place.host.records(listing(place, signal))) {
    const entry = parseEntry(record)
    if (!isSpecial(entry) && !excluded(entry)) yield entry
  }
}

export const isSpecial = ({ type }: Entry): boolean => !['f', 'd', 'l'].includes(type)

export function parseEntry(record: string): Entry {
  const end = record.indexOf('//')
  const [type = '', mode = '', user = '', group = '', links = '', inode = '', size = '', ...rest] = record.slice(end + 2).split(' ')
  const [modified = '', changed = '', ...pointsTo] = rest
  return {
    path: record.slice(0, end), type, mode, user, group, links: Number(links), inode, size: Number(size),
    modified: nine(modified), changed: nine(changed), pointsTo: pointsTo.join(' '),
  }
}

/** find adds a tenth decimal, always 0. */
const nine = (time: string): string => time.slice(0, time.indexOf('.') + 10)

/** Names as `sort` has them: what ends one is part of it. */
export const inOrder = (a: string, b: string): number => (a === b ? 0 : `${a}//` < `${b}//` ? -1 : 1)

export const topOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')
