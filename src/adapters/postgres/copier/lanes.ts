import { connectBare } from '../connection.js'
import { copyApplication } from '../mover/copy-by-dump.js'
import type { CopyWork } from '../mover/copy-work.js'
import { endpointOf } from '../mover/names.js'
import type { Side } from '../../../ports/data-mover.js'
import { Wire } from './wire.js'

/** A worker's two sessions: the source's sees the snapshot, the target's starts no triggers. */
export interface Lane {
  readonly source: Wire
  readonly target: Wire
}

/** Opens them one after another, all or none: hundreds of logins at once are what a busy source can do without. */
export async function openLanes({ move, snapshot, sides }: CopyWork, count: number): Promise<readonly Lane[]> {
  const lanes: Lane[] = []
  const { encoding } = await sides.source.one<{ encoding: string }>(`SELECT current_setting('server_encoding') AS encoding`)
  const open = async (side: Side) => new Wire(await connectBare(endpointOf(move, side), { application: copyApplication(move), place: side }))
  try {
    for (let number = 0; number < count; number += 1) {
      const [source, target] = [await open('source'), await open('target')]
      lanes.push({ source, target })
      // A database without an encoding holds bytes of any: asked for in UTF-8 they would be checked, and refused.
      if (encoding === 'SQL_ASCII') for (const wire of [source, target]) await wire.query(`SET client_encoding = 'SQL_ASCII'`)
      await source.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      await source.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`)
      // What is written may be lost with the server: the copy counts as done only with a later commit that is flushed.
      await target.query(`SET synchronous_commit = off; SET session_replication_role = replica; SET xmloption = content`)
    }
    return lanes
  } catch (error) {
    closeLanes(lanes)
    throw error
  }
}

export function closeLanes(lanes: readonly Lane[], reason?: unknown): void {
  for (const { source, target } of lanes) for (const wire of [source, target]) wire.end(reason)
}
