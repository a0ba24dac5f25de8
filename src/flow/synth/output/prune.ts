import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stackFiles } from '../../../model/stack-files.js'

/**
 * Removes the folders of stacks that the place has no longer: the library leaves them, and a runner would go on planning them.
 * Their state lies elsewhere and stays. A folder in which no stack lies is somebody's: the output may have been sent to a folder
 * with other things in it. Gives the names of what was removed.
 */
export function pruneStacks(outdir: string, known: ReadonlySet<string>): string[] {
  const folder = join(outdir, 'stacks')
  if (!existsSync(folder)) return []
  const orphans = readdirSync(folder).filter((name) => !known.has(name) && existsSync(join(folder, name, stackFiles.configuration))).sort()
  for (const name of orphans) rmSync(join(folder, name), { recursive: true })
  return orphans
}
