import mysql from 'mysql2/promise'
import { serveClients } from './keep-writing.js'

await serveClients(async (endpoint) => {
  const session = await mysql.createConnection({ ...endpoint, connectTimeout: 2_000 })
  session.on('error', () => undefined)
  return {
    async insert(client) {
      const [{ insertId }] = await session.execute<mysql.ResultSetHeader>('INSERT INTO entry (client, note) VALUES (?, ?)', [client, 'written'])
      return String(insertId)
    },
    change: (id) => session.execute(`UPDATE entry SET note = concat(note, '!') WHERE id = ?`, [id]),
    end: async () => session.destroy(),
  }
})
