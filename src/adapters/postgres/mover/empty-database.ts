import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { identifier } from '../sql/quote.js'

/** Each object a transaction drops takes a place for a lock, a table several; a server has 6,400 by default. */
const TABLES_AT_ONCE = 50
const OBJECTS_AT_ONCE = 250

/** Removes what a copy that was cut off has left: extensions, schemas, large objects; keeps our own schema. */
export async function emptyDatabase(session: Session): Promise<void> {
  const extensions = await session.rows<{ name: string }>(`SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql'`)
  const schemas = await session.rows<{ name: string }>(`SELECT nspname AS name FROM pg_namespace n WHERE ${userSchema}`)
  const { version } = await session.one<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)
  await session.run(`SET session_replication_role = replica`)
  for (const { name } of extensions) await session.run(`DROP EXTENSION IF EXISTS ${identifier(name)} CASCADE`)
  await dropRelations(session)
  for (const { name } of schemas) await session.run(`DROP SCHEMA IF EXISTS ${identifier(name)} CASCADE`)
  if (schemas.some(({ name }) => name === 'public')) await session.run(publicSchema(version).join('; '))
  await dropLargeObjects(session)
  await session.run('RESET session_replication_role')
}

const relationKinds = [['r', 'TABLE'], ['f', 'FOREIGN TABLE'], ['p', 'TABLE'], ['m', 'MATERIALIZED VIEW'], ['v', 'VIEW'], ['S', 'SEQUENCE']] as const

/** Partitions before the tables they are parts of; what hangs on a table goes with it. */
async function dropRelations(session: Session): Promise<void> {
  for (const [relkind, kind] of relationKinds) {
    const names = await session.rows<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = '${relkind}' AND ${userSchema} ORDER BY c.oid`)
    for (let start = 0; start < names.length; start += TABLES_AT_ONCE) {
      await session.run(`DROP ${kind} IF EXISTS ${names.slice(start, start + TABLES_AT_ONCE).map(({ name }) => name).join(', ')} CASCADE`)
    }
  }
}

async function dropLargeObjects(session: Session): Promise<void> {
  const unlink = `SELECT lo_unlink(oid) AS gone FROM (SELECT oid FROM pg_largeobject_metadata LIMIT ${OBJECTS_AT_ONCE}) AS batch`
  while ((await session.rows(unlink)).length > 0);
}

/** As a new database has it: since version 15 it belongs to the database's owner and others may only use it. */
function publicSchema(version: number): readonly string[] {
  const comment = `COMMENT ON SCHEMA public IS 'standard public schema'`
  if (version >= 150_000) return ['CREATE SCHEMA public AUTHORIZATION pg_database_owner', 'GRANT USAGE ON SCHEMA public TO PUBLIC', comment]
  return ['CREATE SCHEMA public', 'GRANT ALL ON SCHEMA public TO PUBLIC', comment]
}
