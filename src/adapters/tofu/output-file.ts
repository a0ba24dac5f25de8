import { randomBytes } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

/** What a program writes, in a file that has no name: nobody else can open it, and it is gone with the last who holds it. */
export interface OutputFile {
  /** To be handed to the program. */
  readonly descriptor: number
  /** Calls `onText` with what has been written since the last call. */
  drain(onText: (text: string) => void): Promise<void>
  close(): Promise<void>
}

const chunk = 65_536

export async function openOutputFile(folder = tmpdir()): Promise<OutputFile> {
  const path = join(folder, `output-${randomBytes(8).toString('hex')}`)
  const file = await open(path, 'ax+', 0o600)
  await unlink(path)
  const decoder = new StringDecoder('utf8')
  const buffer = Buffer.alloc(chunk)
  let position = 0
  return {
    descriptor: file.fd,
    async drain(onText) {
      for (;;) {
        // By position: the program writes at the end, through the same descriptor.
        const { bytesRead } = await file.read(buffer, 0, chunk, position)
        if (bytesRead === 0) return
        position += bytesRead
        onText(decoder.write(buffer.subarray(0, bytesRead)))
      }
    },
    close: () => file.close(),
  }
}
