import type pg from 'pg'
import type { DatabaseMove, Side } from '../../src/ports/data-mover.js'
import type { Switch, Switching } from './outage.js'
import { connectTo } from './servers.js'

/**
 * The switch as a careful administrator makes it with PostgreSQL's own means: two sessions open on each side, statements prepared, polls every
 * 10 ms. No fence numbers, no look at who is still in the room but the application, no snapshots to prove anything by.
 */
export class ByHand implements Switching {
  private round = 0

  private constructor(private readonly sessions: Readonly<Record<Side, pg.Client>>, private readonly move: DatabaseMove) {}

  /** Both sides hold the same rows already, and nobody writes yet. */
  static async begin(move: DatabaseMove): Promise<ByHand> {
    const hand = new ByHand({ source: await connectTo(move.source), target: await connectTo(move.target) }, move)
    for (const side of ['source', 'target'] as const) {
      await hand.sessions[side].query(`CREATE SCHEMA hand; CREATE TABLE hand.fence (side text PRIMARY KEY, token text);
        INSERT INTO hand.fence VALUES ('source', ''), ('target', '')`)
    }
    await hand.feed('source')
    return hand
  }

  async switchFrom(from: Side): Promise<Switch> {
    const [role] = this.move.appRoles
    const round = this.round += 1
    const to: Side = from === 'source' ? 'target' : 'source'
    const [serving, receiving] = [this.sessions[from], this.sessions[to]]
    await this.passed(from, `before ${round}`)
    const fencedAt = performance.timeOrigin + performance.now()
    await serving.query(`ALTER ROLE ${role} NOLOGIN`)
    await serving.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`)
    await until(async () => (await serving.query(`SELECT 1 FROM pg_stat_activity WHERE usename = '${role}'`)).rowCount === 0)
    await this.passed(from, `fence ${round}`)
    const { rows } = await serving.query<{ statement: string }>(
      `SELECT format('SELECT setval(%L, %s, %L)', 'biz.document_number', last_value, is_called) AS statement FROM biz.document_number
       UNION ALL SELECT format('SELECT setval(%L, %s, %L)', 'biz.entry_id_seq', last_value, is_called) FROM biz.entry_id_seq`)
    for (const { statement } of rows) await receiving.query(statement)
    await receiving.query(`ALTER SUBSCRIPTION hand_${from} DISABLE`)
    await receiving.query(`DROP SUBSCRIPTION hand_${from}`)
    await this.feed(to)
    await receiving.query(`ALTER ROLE ${role} LOGIN`)
    return { from, fencedAt, openedAt: performance.timeOrigin + performance.now() }
  }

  async end(): Promise<void> {
    for (const side of ['source', 'target'] as const) await this.sessions[side].end()
  }

  private async feed(from: Side): Promise<void> {
    const to: Side = from === 'source' ? 'target' : 'source'
    const { host, port, database, user, password } = this.move[from]
    await this.sessions[from].query(`DROP PUBLICATION IF EXISTS hand; CREATE PUBLICATION hand FOR ALL TABLES`)
    await this.sessions[to].query(`CREATE SUBSCRIPTION hand_${from} CONNECTION 'host=${host} port=${port} dbname=${database} user=${user} password=${password}'
      PUBLICATION hand WITH (copy_data = false)`)
  }

  /** A row written on one side is seen on the other. */
  private async passed(from: Side, token: string): Promise<void> {
    const to: Side = from === 'source' ? 'target' : 'source'
    await this.sessions[from].query('UPDATE hand.fence SET token = $1 WHERE side = $2', [token, from])
    await until(async () => (await this.sessions[to].query('SELECT 1 FROM hand.fence WHERE side = $1 AND token = $2', [from, token])).rowCount === 1)
  }
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!await done()) await new Promise((resolve) => { setTimeout(resolve, 10) })
}
