import type { Entry } from './listing.js'

/** How much of a tree lies below each of its top names, and which of them share hard links. */
export interface TopNames {
  add(entry: Entry): void
  /** Names dealt out to so many processes, equal in files as far as names allow. */
  deal(processes: number): readonly (readonly string[])[]
}

/** Hard links are kept only inside one rsync: names that share one stay together. */
export function topNames(): TopNames {
  const files = new Map<string, number>()
  const joined = new Map<string, string>()
  const seen = new Map<string, string>()
  const root = (name: string): string => {
    const up = joined.get(name)
    return up === undefined ? name : root(up)
  }
  return {
    add({ path, type, links, inode }) {
      const top = path.split('/', 1)[0] ?? path
      files.set(top, (files.get(top) ?? 0) + 1)
      if (type !== 'f' || links < 2) return
      const [mine, other] = [root(top), root(seen.get(inode) ?? top)]
      seen.set(inode, top)
      if (mine !== other) joined.set(mine, other)
    },
    deal(processes) {
      const groups = new Map<string, string[]>()
      for (const name of files.keys()) groups.set(root(name), [...groups.get(root(name)) ?? [], name])
      return balanced([...groups.values()].map((names) => ({ names, files: names.reduce((sum, name) => sum + (files.get(name) ?? 0), 0) })), processes)
    },
  }
}

interface Group {
  readonly names: readonly string[]
  readonly files: number
}

/** The biggest first, each to the process that has least so far: at most a third above the best possible (Graham 1969). */
function balanced(groups: readonly Group[], processes: number): readonly (readonly string[])[] {
  const parts = Array.from({ length: Math.max(1, Math.min(processes, groups.length)) }, () => ({ names: [] as string[], files: 0 }))
  const order = [...groups].sort((a, b) => b.files - a.files || ((a.names[0] ?? '') < (b.names[0] ?? '') ? -1 : 1))
  for (const group of order) {
    const least = parts.reduce((best, part) => (part.files < best.files ? part : best))
    for (const name of group.names) least.names.push(name)
    least.files += group.files
  }
  return parts.map(({ names }) => names)
}
