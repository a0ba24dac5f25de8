import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { identifier } from '../sql/quote.js'

/** Removes what a copy that was cut off has left: extensions, schemas, large objects; keeps our own schema. */
export async function emptyDatabase(session: Session): Promise<void> {
  const extensions = await session.rows<{ name: string }>(`SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql'`)
  const schemas = await session.rows<{ name: string }>(`SELECT nspname AS name FROM pg_namespace n WHERE ${userSchema}`)
  const { version } = await session.one<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)
  await session.run([
    ...extensions.map(({ name }) => `DROP EXTENSION IF EXISTS ${identifier(name)} CASCADE`),
    ...schemas.map(({ name }) => `DROP SCHEMA IF EXISTS ${identifier(name)} CASCADE`),
    ...(schemas.some(({ name }) => name === 'public') ? publicSchema(version) : []),
    'SELECT lo_unlink(oid) FROM pg_largeobject_metadata',
  ].join('; '))
}

/** As a new database has it: since version 15 it belongs to the database's owner and others may only use it. */
function publicSchema(version: number): readonly string[] {
  const comment = `COMMENT ON SCHEMA public IS 'standard public schema'`
  if (version >= 150_000) return ['CREATE SCHEMA public AUTHORIZATION pg_database_owner', 'GRANT USAGE ON SCHEMA public TO PUBLIC', comment]
  return ['CREATE SCHEMA public', 'GRANT ALL ON SCHEMA public TO PUBLIC', comment]
}
