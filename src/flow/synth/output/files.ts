import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
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

/** Leaves a file alone that says the same already; a file that is written is there whole or not at all. */
export function writeChanged(path: string, text: string): void {
  if (existsSync(path) && readIfThere(path)?.equals(Buffer.from(text)) === true) return
  mkdirSync(dirname(path), { recursive: true })
  const part = `${path}.part`
  writeFileSync(part, text)
  renameSync(part, path)
}
