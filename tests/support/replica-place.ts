import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StepContext } from '../../src/model/step.js'
import type { DatabaseReplicaPlace } from '../../src/ports/replica.js'
import { freePort } from './free-port.js'
import type { PostgresServer } from './postgres-server.js'
import { postgresBinaries } from './postgres-server.js'

export interface PlaceForTests {
  readonly place: DatabaseReplicaPlace
  readonly folder: string
  remove(): void
}

/** A folder and two ports for a replica of a database of `primary`; `remove` deletes the folder. */
export async function replicaPlace(primary: PostgresServer, database: string): Promise<PlaceForTests> {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-dr-'))
  giveToServers(folder)
  const place = {
    kind: 'postgres' as const, appRoles: [], primaryDataDirectory: null,
    system: 'social-insurance', primary: primary.endpoint(database), host: '127.0.0.1', port: await freePort(), drillPort: await freePort(),
    dataDirectory: join(folder, 'replica'), binaries: postgresBinaries,
  }
  return { place, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The context of a step's next attempt. */
export function stepContexts(signal: AbortSignal = new AbortController().signal): () => StepContext {
  let fence = 0
  return () => {
    fence += 1
    return { signal, attempt: fence, fence, heartbeat: () => {} }
  }
}

/** PostgreSQL does not run as root: its programs run as the user `postgres` then. */
export function asServerUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** What those programs read and write must belong to that user. */
export function giveToServers(path: string): void {
  const user = asServerUser()
  if (user) chownSync(path, user.uid, user.gid)
}
