import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DatabaseEndpoint, DatabaseMove } from '../../src/ports/data-mover.js'
import { startMariadb, type MariadbServer } from '../support/mariadb-server.js'
import { mover } from './mariadb-bed.js'

/** Says that it is MySQL 8. */
let server: MariadbServer

beforeAll(async () => {
  server = await startMariadb({ version: '8.0.36' })
  await server.query(null, `CREATE DATABASE app; CREATE USER plain@'%' IDENTIFIED BY 'plain-test-password'; GRANT ALL ON app.* TO plain@'%'`)
})
afterAll(() => server.stop())

function moveBetween(endpoint: DatabaseEndpoint): DatabaseMove {
  return { kind: 'mariadb', uplink: null, system: 'library', name: 'library', appRoles: ['app@%'], source: endpoint, target: endpoint }
}

test.each([
  ['it takes the settings of a session', {}],
  ['it refuses them', { user: 'plain', password: 'plain-test-password' }],
])('a server of another make is refused by its version when %s', async (_, login) => {
  const move = moveBetween({ ...server.endpoint('app'), ...login })

  await expect(mover().preflight(move)).rejects.toMatchObject({ diagnostics: [{ code: 'MOVE_SERVER_UNSUPPORTED', params: { version: expect.stringMatching(/^8\.0\.36/) as string } }] })
})
