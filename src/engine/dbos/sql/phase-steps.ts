import type pg from 'pg'
import type { PhaseDefinition } from '../../../model/step.js'

/** Step names by phase, for those who control runs without having the phases' code. */
const CREATE = `
  create schema if not exists qianyun_engine;
  create table if not exists qianyun_engine.phase (
    name  text primary key,
    steps text[] not null
  )`

/** Two workers that start at once must not both create the schema: PostgreSQL's "if not exists" does not exclude that. */
export async function createPhaseTable(db: pg.Pool): Promise<void> {
  await db.query(`begin; select pg_advisory_xact_lock(hashtextextended('qianyun_engine', 0)); ${CREATE}; commit`)
}

export async function writePhaseSteps(db: pg.Pool, phases: readonly PhaseDefinition[]): Promise<void> {
  for (const { name, steps } of phases) {
    await db.query(
      `insert into qianyun_engine.phase (name, steps) values ($1, $2)
       on conflict (name) do update set steps = excluded.steps`, [name, steps.map((step) => step.name)])
  }
}

export async function readPhaseSteps(db: pg.Pool, phase: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ steps: string[] }>('select steps from qianyun_engine.phase where name = $1', [phase])
  return rows[0]?.steps ?? []
}

/** Whether a worker has ever known the phase; true also before the first worker, when nobody can tell. */
export async function mayKnowPhase(db: pg.Pool, phase: string): Promise<boolean> {
  const { rows } = await db.query<{ known: boolean }>(
    `select coalesce(bool_or(name = $1), true) as known from qianyun_engine.phase`, [phase])
  return rows[0]?.known ?? true
}
