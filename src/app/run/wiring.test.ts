import { describe, expect, it } from 'vitest'
import { Recorder, wiringOf } from '../../../tests/support/recording-run.js'
import type { Endpoints, SystemEndpoints } from '../../flow/inventory/schema/inventory.js'
import type { RunRecord } from '../../ports/run-store.js'
import { createWiring, wiringOfPlace } from './wiring.js'

const run: RunRecord = { id: 'r', place: 'dezhou', createdAt: '', operator: 'o', planHash: 'sha256:1', inventoryHash: 'sha256:2', stacksHash: null, plan: {} }

it('reaches the systems of a run of its own place, and none of the same name of another place', async () => {
  const store = { run: async () => run }
  const wiring = async () => wiringOf(new Recorder())

  expect(await wiringOfPlace('dezhou', store, wiring)('permits', 'r')).toMatchObject({ system: 'permits' })
  await expect(wiringOfPlace('huizhou', store, wiring)('permits', 'r')).rejects.toThrow('RUN_OTHER_PLACE')
})

describe('the data of a system', () => {
  const database = (host: string) => ({ host, port: 5432, database: 'd', user: 'u', password: { env: 'P' } })
  const tree = (name: string, more = {}) => ({ name, source: { path: `/old/${name}` }, target: { path: `/new/${name}` }, exclude: [], door: { kind: 'mode' as const }, ...more })
  const rooms = new Map([['old-permits', 'room-1']])
  const wired = async (more: Partial<SystemEndpoints>, systems: Endpoints['systems'] = [{ system: 'old-permits', engine: 'postgres', appRoles: ['app'], ...more }]) =>
    createWiring({ systems }, { read: async () => 'secret' }, rooms)('old-permits')

  it('in one database moves as that, over the line of the room in which the inventory has it', async () => {
    const { origin, move, cutoverDeadline } = await wired({ source: database('a'), target: database('b'), copier: 'pg_dump' })

    expect(origin).toEqual({ kind: 'postgres', system: 'old-permits', name: 'old_permits', source: { ...database('a'), password: 'secret' }, appRoles: ['app'], uplink: 'room-1' })
    expect(move).toEqual({ ...origin, target: { ...database('b'), password: 'secret' }, copier: 'pg_dump' })
    expect(cutoverDeadline).toBeNull()
  })

  it('goes over the line that the endpoints name, where they name one', async () => {
    expect((await wired({ source: database('a'), uplink: 'room-9' })).origin).toMatchObject({ uplink: 'room-9' })
  })

  it('in a database and files moves as one system, which the database leads', async () => {
    const { origin, move } = await wired({ engine: 'mariadb', source: database('a'), target: database('b'), files: [tree('scans')], cutoverDeadlineSeconds: 5 })

    expect(origin).toMatchObject({ kind: 'system', name: 'old_permits', parts: [{ kind: 'mariadb', name: 'old_permits' }, { kind: 'files', name: 'old_permits_scans', source: { path: '/old/scans', ssh: null } }] })
    expect(move).toMatchObject({ kind: 'system', parts: [{ target: { host: 'b' } }, { target: { path: '/new/scans' }, uplink: 'room-1' }] })
  })

  it('in one file tree moves as that; in several as one system, which the first leads', async () => {
    expect((await wired({ engine: 'files', files: [tree('scans')] })).move).toMatchObject({ kind: 'files', name: 'old_permits_scans' })
    expect((await wired({ engine: 'files', files: [tree('scans'), tree('maps')] })).move).toMatchObject({ kind: 'system', parts: [{ name: 'old_permits_scans' }, { name: 'old_permits_maps' }] })
  })

  it('that is only retired has no move, and all of it is kept', async () => {
    const { origin, move, archivePath } = await wired({ source: database('a'), files: [tree('scans', { target: undefined })], archiveDirectory: '/keep' })

    expect(move).toBeNull()
    expect(origin).toMatchObject({ kind: 'system', parts: [{ kind: 'postgres' }, { kind: 'files' }] })
    expect(archivePath).toBe('/keep/old-permits.dump')
  })

  it('is kept on the DR site part by part, as far as the endpoints say where', async () => {
    const dr = { host: 'dr', port: 1, drillPort: 2, dataDirectory: '/d', binaries: '/b' }
    const kept = { repository: '/restic', password: { file: '/p' }, scratch: '/s', takeover: { path: '/t' } }
    const { replicas } = await wired({ source: database('a'), target: database('b'), dr, files: [tree('scans'), tree('maps', { dr: kept })] })

    expect(replicas).toMatchObject([
      { kind: 'postgres', primary: { host: 'b', password: 'secret' }, primaryDataDirectory: null },
      { kind: 'files', tree: { path: '/new/maps' }, repository: '/restic', password: 'secret', takeover: { path: '/t', ssh: null } },
    ])
  })

  it('without any place is refused', async () => {
    await expect(wired({})).rejects.toThrow('RUN_NO_ENDPOINTS')
    await expect(wired({ engine: 'files' })).rejects.toThrow('RUN_NO_ENDPOINTS')
  })
})
