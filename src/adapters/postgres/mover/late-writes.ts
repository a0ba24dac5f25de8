import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import { sqlState, type Session } from '../connection.js'
import { lateWrites } from '../sql/late-writes.js'
import { endSender } from './feed.js'

const IN_USE = '55006'

/** What a feed's slot holds behind its last token. */
export interface LateWrites {
  readonly slot: string
  readonly publication: string
  readonly token: string
}

/**
 * What somebody wrote on the closed side who is none of the application's roles: the feed slept already, so it is on that side only. Named as the proof
 * names objects. Called after the opening and before the slot is dropped. A slot that cannot be read any more (lost) leaves the question open, and the
 * proof must not pass then.
 */
export async function writtenLate(serving: Session, { slot, publication, token }: LateWrites, clock: Clock): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    try {
      await endSender(serving, slot)
      const tables = await serving.rows<{ name: string }>(lateWrites, [slot, publication, token])
      return tables.map(({ name }) => `late-write ${name}`)
    } catch (error) {
      if (sqlState(error) === undefined) throw error
      if (sqlState(error) !== IN_USE) break
      await clock.sleep(milliseconds(10))
    }
  }
  return ['late-write unknown']
}
