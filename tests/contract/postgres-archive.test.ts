import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresArchive } from '../../src/adapters/postgres/archive/index.js'
import type { DatabaseEndpoint, DatabaseSource } from '../../src/ports/data-mover.js'
import type { PostgresServer } from '../support/postgres-server.js'
import { postgresBinaries, startPostgres } from '../support/postgres-server.js'
import { stepContexts } from '../support/replica-place.js'

describe('the PostgreSQL archive', () => {
  const origin = (source: DatabaseEndpoint): DatabaseSource => ({ kind: 'postgres', system: 'old', name: 'old', source, appRoles: [], uplink: null })
  const archive = createPostgresArchive({ binaries: postgresBinaries })
  const context = stepContexts()
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-archive-'))
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
    await server.query('postgres', 'CREATE DATABASE old')
    await server.query('old', 'CREATE TABLE bill (id int PRIMARY KEY); CREATE TABLE note (id int)')
    await server.query('old', "INSERT INTO bill SELECT generate_series(1, 500); SELECT lo_from_bytea(0, 'scan')")
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('writes one private file with its size, hash and number of tables', async () => {
    const path = join(folder, 'new', 'old.dump')

    const result = await archive.write(origin(server.endpoint('old')), path, context())

    const content = readFileSync(path)
    expect(result).toEqual({ path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), tables: 2 })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(folder, 'new'))).toEqual(['old.dump'])
  })

  it('can be restored, large objects included', async () => {
    const path = join(folder, 'back.dump')
    await archive.write(origin(server.endpoint('old')), path, context())
    await server.query('postgres', 'CREATE DATABASE back')

    const { host, port, user, password } = server.endpoint('back')
    execFileSync(join(postgresBinaries, 'pg_restore'), ['-h', host, '-p', String(port), '-U', user, '-d', 'back', path], { env: { PGPASSWORD: password } })

    const counts = 'SELECT (SELECT count(*)::int FROM bill) AS rows, (SELECT count(*)::int FROM pg_largeobject_metadata) AS objects'
    expect(await server.query('back', counts)).toEqual([{ rows: 500, objects: 1 }])
  })

  it('replaces the remains of a write that was cut off', async () => {
    const path = join(folder, 'cut.dump')
    writeFileSync(`${path}.partial`, 'half', { mode: 0o644 })

    const { tables } = await archive.write(origin(server.endpoint('old')), path, context())

    expect(tables).toBe(2)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('leaves no file of that name when the dump fails, and says why', async () => {
    const path = join(folder, 'none.dump')

    const writing = archive.write(origin({ ...server.endpoint('old'), database: 'nothing here' }), path, context())

    const params = { database: 'nothing here', output: expect.stringContaining('does not exist') as unknown }
    await expect(writing).rejects.toMatchObject({ diagnostics: [{ code: 'ARCHIVE_FAILED', params }] })
    expect(readdirSync(folder)).not.toContain('none.dump')
  })

  it('keeps the last whole file when a later dump fails', async () => {
    const path = join(folder, 'kept.dump')
    const { sha256 } = await archive.write(origin(server.endpoint('old')), path, context())

    await archive.write(origin({ ...server.endpoint('old'), password: 'wrong' }), path, context()).catch(() => {})

    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sha256)
  })
})
