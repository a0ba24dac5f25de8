import { crc32, inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly bytes: Buffer
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/** Size of the end record without its comment. */
const END_SIZE = 22

/**
 * The files of a ZIP archive that lies in memory whole, as released providers are (25 MB): stored or deflated, none in a folder, none
 * encrypted, none above 4 GB (APPNOTE 6.3 sections 4.3.7, 4.3.12, 4.3.16). Throws an Error that says what is wrong.
 */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || archive.length - end < END_SIZE || archive.readUInt32LE(end) !== END) throw new Error('no ZIP archive, or cut off')
  const entries: ZipEntry[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error('its table of contents is damaged')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [number, number, number]
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    entries.push({ name: plainName(name), bytes: bytesOf(archive, at, name) })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

/** Anything else could lead out of the folder it is unpacked into. */
function plainName(name: string): string {
  if (!/^[\w.+-]+$/.test(name) || /^\.+$/.test(name)) throw new Error(`it holds "${name}", which is no plain file name`)
  return name
}

function bytesOf(archive: Buffer, at: number, name: string): Buffer {
  const [flags, method] = [archive.readUInt16LE(at + 8), archive.readUInt16LE(at + 10)]
  const [sum, packed, size, local] = [16, 20, 24, 42].map((offset) => archive.readUInt32LE(at + offset)) as [number, number, number, number]
  if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) throw new Error(`"${name}" is encrypted, or packed in a way that is not known`)
  if (archive.readUInt32LE(local) !== LOCAL) throw new Error(`"${name}" is not where the table of contents says`)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const data = archive.subarray(start, start + packed)
  const bytes = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(size, 1) })
  if (bytes.length !== size || crc32(bytes) !== sum) throw new Error(`"${name}" has not the checksum it should have`)
  return bytes
}
