import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { ContentHash } from '../../../model/canonical.js'

/** `sha256:<hex>` of the bytes, as `sha256sum` prints it. */
export function bytesHash(bytes: string | Uint8Array): ContentHash {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Null when there is no such file. */
export function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

export function hashOnDisk(path: string): ContentHash | null {
  const bytes = readIfThere(path)
  return bytes === null ? null : bytesHash(bytes)
}

/** Leaves a file alone that says the same already; one that is written anew is there whole or not at all, whoever writes it at the same time. */
export function writeChanged(path: string, text: string): void {
  if (readIfThere(path)?.equals(Buffer.from(text)) === true) return
  const part = `${path}.${process.pid}-${threadId}.part`
  writeFileSync(part, text)
  renameSync(part, path)
}

/**
 * Writes files of one name each into a folder of its own. What has no folder yet is written without a look at what was there: at
 * 1,600 stacks every call of the system counts, and a file that was cut off is in no record.
 */
export function folderWriter(root: string, file: string): (name: string, text: string) => void {
  mkdirSync(root, { recursive: true })
  const existing = new Set(readdirSync(root))
  return (name, text) => {
    const folder = join(root, name)
    if (existing.has(name)) return writeChanged(join(folder, file), text)
    // One that died here may have left its folder.
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}
