import pg from 'pg'
import { serveClients } from './keep-writing.js'

const insert = { name: 'insert', text: 'INSERT INTO biz.entry (number, client, note) VALUES (nextval($1), $2, $3) RETURNING id::text' }
const update = { name: 'update', text: 'UPDATE biz.entry SET note = note || $2 WHERE id = $1' }

await serveClients(async (endpoint) => {
  const session = new pg.Client({ ...endpoint, connectionTimeoutMillis: 2_000 })
  session.on('error', () => undefined)
  await session.connect()
  return {
    insert: async (client) => (await session.query<{ id: string }>({ ...insert, values: ['biz.document_number', client, 'written'] })).rows[0]!.id,
    change: (id) => session.query({ ...update, values: [id, '!'] }),
    end: () => session.end(),
  }
})
