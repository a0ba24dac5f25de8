import type { DatabaseMove, Proof } from '../../../ports/data-mover.js'
import type { Row, Session } from '../connection.js'
import { account } from '../sql/quote.js'
import { grantsOf } from './accounts.js'
import type { Pair } from './compare.js'
import { existingAccounts } from './doors.js'

interface ObjectRow extends Row {
  readonly object: string
  readonly shape: string
}

/** Names the columns of every question below. */
const columns = `SELECT '' AS object, '' AS shape FROM dual WHERE false`

/**
 * Everything that is not rows, as one digest an object. Time stamps of creation are left out, and whether an event sleeps: that is what differs
 * between a side that serves and one that does not. `?`: the database.
 */
const objectsSql = [
  `SELECT concat('table ', table_name), md5(concat_ws('|', engine, table_collation, row_format, create_options))
   FROM information_schema.tables WHERE table_schema = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')`,
  `SELECT concat('column ', table_name, '.', column_name), md5(concat_ws('|', column_type, is_nullable, ifnull(column_default, '-'),
     ifnull(collation_name, '-'), extra, ifnull(generation_expression, '-'))) FROM information_schema.columns WHERE table_schema = ?`,
  `SELECT concat('index ', table_name, '.', index_name), md5(group_concat(concat_ws('|', non_unique, seq_in_index, column_name,
     ifnull(sub_part, '-'), index_type) ORDER BY seq_in_index)) FROM information_schema.statistics WHERE table_schema = ? GROUP BY table_name, index_name`,
  `SELECT concat('foreign key ', table_name, '.', constraint_name), md5(concat_ws('|', referenced_table_name, unique_constraint_name, update_rule, delete_rule))
   FROM information_schema.referential_constraints WHERE constraint_schema = ?`,
  `SELECT concat('check ', table_name, '.', constraint_name), md5(check_clause) FROM information_schema.check_constraints WHERE constraint_schema = ?`,
  `SELECT concat('view ', table_name), md5(concat_ws('|', view_definition, check_option, definer, security_type))
   FROM information_schema.views WHERE table_schema = ?`,
  `SELECT concat('trigger ', trigger_name), md5(concat_ws('|', event_manipulation, event_object_table, action_order, action_timing,
     action_statement, definer, sql_mode))
   FROM information_schema.triggers WHERE trigger_schema = ?`,
  `SELECT concat(lower(routine_type), ' ', routine_name), md5(concat_ws('|', dtd_identifier, routine_definition, is_deterministic, sql_data_access,
     security_type, definer, sql_mode)) FROM information_schema.routines WHERE routine_schema = ?`,
  `SELECT concat('event ', event_name), md5(concat_ws('|', event_definition, event_type, ifnull(execute_at, '-'), ifnull(interval_value, '-'),
     ifnull(interval_field, '-'), ifnull(starts, '-'), ifnull(ends, '-'), on_completion, definer, time_zone, sql_mode)) FROM information_schema.events WHERE event_schema = ?`,
]

/** Compares what is not rows on both sides; names only. Read as it stands now, not under a snapshot: definitions are in none. */
export async function compareObjects(move: DatabaseMove, pair: Pair): Promise<Proof['objects']> {
  const [source, target] = await Promise.all([readObjects(pair.source, move), readObjects(pair.target, move)])
  const names = [...new Set([...source.keys(), ...target.keys()])].sort()
  return { compared: names.length, different: names.filter((name) => source.get(name) !== target.get(name)) }
}

async function readObjects(session: Session, move: DatabaseMove): Promise<ReadonlyMap<string, string>> {
  const rows: ObjectRow[] = []
  for (const sql of objectsSql) rows.push(...await session.rows<ObjectRow>(`${columns} UNION ALL ${sql}`, [move.source.database]))
  for (const name of await existingAccounts(session, move.appRoles)) {
    const grants = await grantsOf(session, account(name), move.source.database)
    rows.push(...grants.map((grant) => ({ object: `grant ${grant}`, shape: '' })))
  }
  return new Map(rows.map(({ object, shape }) => [object, shape]))
}
