import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds inventory/ and migrations/: the working directory when it has an inventory, else this package's own five places. */
export function rootFor(cwd: string): string {
  return existsSync(join(cwd, 'inventory')) ? cwd : packageRoot()
}

/** Name of the small cloud that comes with the package, for whoever wants to see stacks in a cluster before writing a place. */
const EXAMPLE = 'example'

/** The same for one place: the package's example cloud too, unless the reader has a place of that name. */
export function rootOfPlace(cwd: string, place: string): string {
  const root = rootFor(cwd)
  return place === EXAMPLE && !existsSync(join(root, 'inventory', place)) ? join(packageRoot(), 'docs', EXAMPLE) : root
}

/** The nearest folder above this file with a package.json: the same from the sources and from dist/. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}
