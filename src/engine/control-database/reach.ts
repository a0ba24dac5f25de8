import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ServerUser } from './os-user.js'

/** Whether the account may pass through every folder on the way to `path`; access lists beyond the mode bits are not looked at. */
export async function canReach(path: string, user: ServerUser): Promise<boolean> {
  if (user === null) return true
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
