import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Removes the folders of stacks that the place has no longer: the library leaves them, and a runner would go on planning them.
 * Their state lies elsewhere and stays. Gives the names of what was removed.
 */
export function pruneStacks(outdir: string, known: ReadonlySet<string>): string[] {
  const folder = join(outdir, 'stacks')
  if (!existsSync(folder)) return []
  const orphans = readdirSync(folder).filter((name) => !known.has(name)).sort()
  for (const name of orphans) rmSync(join(folder, name), { recursive: true })
  return orphans
}
