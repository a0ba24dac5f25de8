import type { Clock } from '../../../ports/clock.js'
import type { PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { dropSlot, dropSubscription } from './feed.js'
import { remainsOf } from './preflight-pair.js'
import type { Sides } from './sides.js'
import { readState } from './state.js'

/** Runs what the findings show, each statement by itself: settings may not stand in a transaction. */
export async function runStatements(sides: Sides, findings: readonly PreflightFinding[]): Promise<readonly string[]> {
  const done: string[] = []
  for (const { params, remedy } of findings) {
    const side: Side = params['side'] === 'target' ? 'target' : 'source'
    for (const statement of remedy?.statements ?? []) {
      await sides[side].run(statement)
      done.push(`${side}: ${statement}`)
    }
  }
  return done
}

/** What moves that are over have left. A side with a mark belongs to a move that is not. Receivers go before the slots they read. */
export async function endRemains(sides: Sides, clock: Clock): Promise<readonly string[]> {
  const found = await Promise.all((['source', 'target'] as const).map(async (side) => (
    await readState(sides[side]) ? [] : (await remainsOf(sides[side])).map((one) => ({ ...one, side })))))
  const remains = found.flat()
  const removers = {
    subscription: (session: Session, name: string) => dropSubscription(session, name),
    slot: (session: Session, name: string) => dropSlot(session, name, clock),
    publication: (session: Session, name: string) => session.run(`DROP PUBLICATION IF EXISTS ${identifier(name)}`),
  }
  for (const kind of ['subscription', 'slot', 'publication'] as const) {
    for (const { side, name } of remains.filter((one) => one.kind === kind)) await removers[kind](sides[side], name)
  }
  return remains.map(({ side, kind, name }) => `${side}: ${kind} ${name}`)
}

/** Everybody else's sessions in the target's database; of the application's roles none can come back. */
export async function endEarlySessions(target: Session): Promise<readonly string[]> {
  const ended = await target.rows<{ who: string }>(
    `SELECT format('session of %s (%s)', usename, application_name) AS who, pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND usename <> current_user AND application_name NOT LIKE 'qianyun:%'`)
  return ended.map(({ who }) => who)
}
