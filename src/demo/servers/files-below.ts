import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of all files below a folder. Servers and drills make and remove folders meanwhile: one that is gone is passed over. */
export function filesBelow(folder: string): readonly string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
