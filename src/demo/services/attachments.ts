import { constants, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a service keeps its files, and the flag that tells it to take none: the door of the tree, closed and opened by the site's own commands. */
export interface AttachmentsSpec {
  readonly directory: string
  readonly closedFlag: string
}

export function attachmentName(id: string): string {
  return `${id}.txt`
}

/** Flushed before the row is written: whoever is told that a write is safe has both. */
export async function storeAttachment({ directory, closedFlag }: AttachmentsSpec, id: string): Promise<void> {
  if (existsSync(closedFlag)) throw new Error('closed')
  const file = await open(join(directory, attachmentName(id)), constants.O_WRONLY | constants.O_CREAT, 0o644)
  try {
    await file.writeFile(`扫描件 ${id}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}
