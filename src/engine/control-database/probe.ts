import pg from 'pg'
import { errorCode } from './error.js'

/** What a server says when it is asked who it is. */
export type Answer =
  | { readonly state: 'ready'; readonly version: number; readonly dataDirectory: string | null }
  | { readonly state: 'starting' }
  | { readonly state: 'wrong_password' }
  | { readonly state: 'unreachable'; readonly detail: string }

/** SQLSTATE 57P03 cannot_connect_now; 28P01 invalid_password, 28000 invalid_authorization_specification. */
const STARTING = '57P03'
const REFUSED = ['28P01', '28000']

/** `version` as in server_version_num: 180004. `dataDirectory` is null for a role that may not see it. */
export async function probe(url: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; directory: string | null }>(
      `select current_setting('server_version_num')::int as version,
              (select setting from pg_settings where name = 'data_directory') as directory`)
    return { state: 'ready', version: rows[0]?.version ?? 0, dataDirectory: rows[0]?.directory ?? null }
  } catch (error) {
    return refusal(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function refusal(error: unknown): Answer {
  const code = errorCode(error) ?? ''
  if (code === STARTING) return { state: 'starting' }
  if (REFUSED.includes(code)) return { state: 'wrong_password' }
  return { state: 'unreachable', detail: error instanceof Error && error.message !== '' ? error.message : code }
}
