import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

/** Paths of the files below a folder in which a text stands, in ZIP archives such as saved plans too. */
export function filesWith(folder: string, text: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => contents(readFileSync(path)).some((bytes) => bytes.includes(text)))
}

/** The bytes as they are, and what is packed in them (APPNOTE 6.3 section 4.3.12: the entries of the table of contents). */
function contents(bytes: Buffer): Buffer[] {
  const found = [bytes]
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    if (bytes.readUInt16LE(at + 10) === 8) found.push(inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(at + 20))))
  }
  return found
}
