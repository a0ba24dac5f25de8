import { expect, it } from 'vitest'
import { contextOf, Recorder, recordingMover } from '../../../../tests/support/recording-run.js'
import type { Archive } from '../../../ports/archive.js'
import type { DatabaseMove, DatabaseSource, FilesSource, SystemSource } from '../../../ports/data-mover.js'
import type { FilesReplicaPlace, Replica } from '../../../ports/replica.js'
import { archiveOfKinds } from './archive-by-kind.js'
import { moverOfKinds } from './by-kind.js'
import { replicaOfKinds } from './replica-by-kind.js'

const endpoint = { host: '127.0.0.1', port: 1, database: 'd', user: 'u', password: 'p' }
const database = (kind: 'postgres' | 'mariadb', name: string): DatabaseSource => ({ kind, system: 's', name, uplink: null, source: endpoint, appRoles: [] })
const scans: FilesSource = { kind: 'files', system: 's', name: 's_scans', uplink: null, source: { path: '/a', ssh: null }, door: { kind: 'mode' }, exclude: [] }

it('moves each kind of data by its own mover', async () => {
  const [postgres, mariadb, files] = [new Recorder(), new Recorder(), new Recorder()]
  const mover = moverOfKinds({ postgres: recordingMover(postgres), mariadb: recordingMover(mariadb), files: recordingMover(files) })
  const move: DatabaseMove = { ...database('mariadb', 's'), target: endpoint }

  await mover.rehearse(move, contextOf())
  await mover.recover({ ...scans, target: scans.source }, contextOf())

  expect([postgres.calls, mariadb.calls, files.calls]).toEqual([[], ['rehearse'], ['recover']])
})

it('asks the replica of the kind that a place is', async () => {
  const asked: string[] = []
  const replica = (kind: string): Replica => ({
    build: async () => { asked.push(kind); return { bytes: 1, milliseconds: 1 } }, status: async () => { throw new Error(kind) }, drill: async () => { throw new Error(kind) }, destroy: async () => { throw new Error(kind) },
  })
  const place: FilesReplicaPlace = { kind: 'files', system: 's', tree: scans.source, repository: '/r', password: 'p', scratch: '/s', takeover: scans.source }

  await replicaOfKinds({ postgres: replica('postgres'), mariadb: replica('mariadb'), files: replica('files') }).build(place, contextOf())

  expect(asked).toEqual(['files'])
})

it('keeps every part of a retired system, each in a file of its own', async () => {
  const written: string[] = []
  const archive = (kind: string): Archive => ({
    write: async (_, path) => {
      written.push(`${kind} ${path}`)
      return { path, bytes: 5, sha256: kind, tables: 1 }
    },
  })
  const archives = archiveOfKinds({ postgres: archive('postgres'), mariadb: archive('mariadb'), files: archive('files') })
  const system: SystemSource = { kind: 'system', system: 's', name: 's', parts: [database('postgres', 's'), scans] }

  expect(await archives.write(system, '/keep/s.dump', contextOf())).toMatchObject({ path: '/keep/s.dump', bytes: 10, tables: 2, parts: [{ sha256: 'postgres' }, { sha256: 'files' }] })
  expect(written).toEqual(['postgres /keep/s.dump', 'files /keep/s_scans.tar.gz'])

  await archives.write(scans, '/keep/scans.tar.gz', contextOf())
  expect(written[2]).toBe('files /keep/scans.tar.gz')
})
