import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attachmentName, type AttachmentsSpec } from '../services/attachments.js'
import type { CitySystem } from './city-system.js'

/** A system's files at the room and on the cloud, and what the DR site keeps of them. */
export interface AttachmentFolders {
  readonly source: AttachmentsSpec
  readonly target: AttachmentsSpec
  readonly dr: { readonly repository: string; readonly scratch: string; readonly takeover: string }
}

export function attachmentFolders(directory: string, { id }: CitySystem): AttachmentFolders {
  const side = (name: string): AttachmentsSpec => ({ directory: join(directory, 'files', name, id), closedFlag: join(directory, 'files', name, `${id}.closed`) })
  const dr = join(directory, 'dr', `${id}-files`)
  return { source: side('room'), target: side('cloud'), dr: { repository: join(dr, 'repository'), scratch: join(dr, 'scratch'), takeover: join(dr, 'takeover') } }
}

/** One file for each tenth row, in folders of a hundred, as years of scanning leave them. */
export function makeAttachments({ source, target }: AttachmentFolders, rows: number): void {
  mkdirSync(target.directory, { recursive: true })
  for (let number = 0; number < rows / 10; number += 1) {
    const folder = join(source.directory, `卷 ${Math.floor(number / 100) + 1}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `来信 ${number + 1}.txt`), `扫描件 ${number}\n`.repeat(50))
  }
}

/** Which of the acknowledged writes have no file. */
export function missingAttachments({ directory }: AttachmentsSpec, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => !existsSync(join(directory, attachmentName(id))))
}
