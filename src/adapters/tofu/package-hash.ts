import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * `h1:` hash of an unpacked provider package, as lock files have it: SHA-256 in base64 over one line per file, sorted by name,
 * `<sha256 in hex>  <name>` (Hash1 of golang.org/x/mod/sumdb/dirhash). 0.3 s for the 73 MB of the Kubernetes provider.
 */
export async function packageHash(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted()
  const lines: string[] = []
  for (const name of names) lines.push(`${await fileSha256(join(folder, name))}  ${name}\n`)
  return `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`
}

export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
