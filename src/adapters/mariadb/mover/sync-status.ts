import { bytes } from '../../../model/bytes.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, MoveState, MoveStatus, Side, SyncStatus } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { openAccounts } from './doors.js'
import { admitFeed, feedExists, feedStatus, requireRunning, type FeedStatus } from './feed.js'
import { awaitBeat, beat } from './heartbeat.js'
import { namesOf, otherSide } from './names.js'
import { compareObjects } from './objects.js'
import { retainedLog } from './retained-log.js'
import { withSides, type Sides } from './sides.js'
import { readState, servingSide, statesOf, type SideState } from './state.js'

const PATIENCE_MS = 1_000

/** Sends a beat and waits up to a second for it; when it does not come, the age of the newest that did is the lag. */
export async function syncStatus(move: DatabaseMove, clock: Clock): Promise<SyncStatus> {
  return await withSides(move, 'control', async (sides) => {
    const from = servingSide(await statesOf(move, sides))
    const status = await feedOf(move, sides, from, clock)
    const sent = await beat(sides[from], move, from, clock)
    const seen = await awaitBeat(sides[otherSide(from)], move, from, sent, PATIENCE_MS)
    const now = clock.now()
    const pending = await retainedLog(sides[from], await feedStatus(sides[otherSide(from)], namesOf(move).feedFrom[from]))
    return {
      lag: milliseconds(Math.max(0, now - seen)), pending: bytes(pending?.retained ?? 0), applyErrors: status.Last_SQL_Errno === 0 ? 0 : 1,
      drifted: await drift(move, sides),
    }
  })
}

/** A feed that a server's restart or a cut line ended goes on; one that an error stopped is told, not started again. */
async function feedOf(move: DatabaseMove, sides: Sides, from: Side, clock: Clock): Promise<FeedStatus> {
  const receiver: Session = sides[otherSide(from)]
  const before = await feedStatus(receiver, namesOf(move).feedFrom[from])
  if (before?.Last_SQL_Errno === 0) await admitFeed(sides, move, from, clock)
  const status = await feedStatus(receiver, namesOf(move).feedFrom[from])
  if (!status) requireRunning(move, from, status)
  return status!
}

/** Tables whose columns are not the same on both sides, or that one side lacks: schema changes that the feed did not carry. */
async function drift(move: DatabaseMove, sides: Sides): Promise<readonly string[]> {
  const { different } = await compareObjects(move, sides)
  return [...new Set(different.flatMap((object) => /^(?:table|column) ([^.]+)/.exec(object)?.[1] ?? []))]
}

/** What the marks on both sides say; `ready`, `drained` and `switched` leave none. */
function moveState(states: Readonly<Record<Side, SideState>> | undefined, serving: MoveStatus['serving']): MoveState {
  if (!states) return serving === 'target' ? 'closed' : 'planned'
  if (states.target.stage === 'prepared') return 'preflighted'
  if (states.target.stage === 'copying') return 'held'
  if (serving === 'neither') return 'fenced'
  if (states.target.epoch > states.source.epoch) return 'observing'
  return states.source.epoch > 1 ? 'rolled-back' : 'syncing'
}

/** Who serves is what the doors say: the side whose accounts are not locked. During a switch both are. */
export async function moveStatus(move: DatabaseMove): Promise<MoveStatus> {
  return await withSides(move, 'control', async (sides) => {
    const [source, target] = await Promise.all([readState(sides.source, move), readState(sides.target, move)])
    const [old, fresh] = await Promise.all([openAccounts(sides.source, move.appRoles), openAccounts(sides.target, move.appRoles)])
    const states = source && target ? { source, target } : undefined
    const serving = old.length > 0 ? (fresh.length > 0 ? 'both' : 'source') : fresh.length > 0 ? 'target' : 'neither'
    const feed = await feedExists(sides, move, states ? servingSide(states) : 'source')
    return { serving, feed, copied: target?.stage === 'copied', state: moveState(states, serving) }
  })
}
