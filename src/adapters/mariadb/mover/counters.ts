import type { Session } from '../connection.js'
import { errorNumber } from '../connection-problems.js'
import { identifier } from '../sql/quote.js'

/** Name and next number of everything that gives out numbers: sequences, and tables with AUTO_INCREMENT. */
export type Counters = ReadonlyMap<string, string>

export interface CounterStates {
  readonly sequences: Counters
  readonly increments: Counters
}

const RUN_OUT = 4084

/**
 * The next number of each sequence: taken, not read, because what a server has given out of its cache stands in no table. A switch that is undone
 * leaves that one number out.
 */
export async function takeSequences(session: Session, database: string): Promise<Counters> {
  const names = await namesOfKind(session, database, 'SEQUENCE')
  const taken = await Promise.all(names.map(async (name) => [name, await nextValue(session, database, name)] as const))
  return new Map(taken)
}

async function nextValue(session: Session, database: string, name: string): Promise<string> {
  const sequence = `${identifier(database)}.${identifier(name)}`
  try {
    return String((await session.one<{ next: string }>(`SELECT NEXTVAL(${sequence}) AS next`)).next)
  } catch (error) {
    if (errorNumber(error) !== RUN_OUT) throw error
    return await readNext(session, sequence)
  }
}

async function readNext(session: Session, sequence: string): Promise<string> {
  return String((await session.one<{ next: string }>(`SELECT next_not_cached_value AS next FROM ${sequence}`)).next)
}

/** Only inside the fence: a number that is higher than the largest key plus one comes from rows that were taken back or deleted. */
export async function readIncrements(session: Session, database: string): Promise<Counters> {
  const rows = await session.rows<{ name: string; next: string | number }>(
    'SELECT table_name AS name, auto_increment AS next FROM information_schema.tables WHERE table_schema = ? AND auto_increment IS NOT NULL', [database])
  return new Map(rows.map(({ name, next }) => [name, String(next)]))
}

/** Sets what differs and gives how the receiving side stands afterwards. */
export async function setCounters(receiving: Session, database: string, wanted: CounterStates): Promise<CounterStates> {
  const present = await readIncrements(receiving, database)
  const place = (name: string) => `${identifier(database)}.${identifier(name)}`
  const changed = [...wanted.increments].filter(([name, next]) => present.get(name) !== next)
  const tables = changed.map(([name, next]) => `ALTER TABLE ${place(name)} AUTO_INCREMENT = ${next}`)
  const sequences = [...wanted.sequences].map(([name, next]) => `ALTER SEQUENCE ${place(name)} RESTART ${next}`)
  if (tables.length + sequences.length > 0) await receiving.run([...tables, ...sequences].join('; '))
  const names = [...wanted.sequences.keys()]
  const after = await Promise.all(names.map(async (name) => [name, await readNext(receiving, place(name))] as const))
  return { sequences: new Map(after), increments: tables.length > 0 ? await readIncrements(receiving, database) : present }
}

/** Names that are not the same on both sides, in order. */
export function differingCounters(left: CounterStates, right: CounterStates): readonly string[] {
  return [...differingNames(left.sequences, right.sequences), ...differingNames(left.increments, right.increments)].sort()
}

function differingNames(left: Counters, right: Counters): readonly string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name))
}

export async function namesOfKind(session: Session, database: string, kind: string): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = ? ORDER BY 1', [database, kind])
  return rows.map(({ name }) => name)
}
