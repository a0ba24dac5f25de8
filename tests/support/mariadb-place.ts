import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseReplicaPlace } from '../../src/ports/replica.js'
import { freePort } from './free-port.js'
import type { MariadbServer } from './mariadb-server.js'

/** A folder and two ports for a replica of a database of `primary`; `remove` deletes the folder. */
export async function mariadbPlace(primary: MariadbServer, database: string): Promise<{ readonly place: DatabaseReplicaPlace; readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-dr-'))
  const id = (flag: string) => Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }))
  if (process.getuid?.() === 0) chownSync(folder, id('-u'), id('-g'))
  const place = {
    kind: 'mariadb' as const, appRoles: [], primaryDataDirectory: null,
    system: 'social-insurance', primary: primary.endpoint(database), host: '127.0.0.1', port: await freePort(), drillPort: await freePort(),
    dataDirectory: join(folder, 'replica'), binaries: '/usr/sbin',
  }
  return { place, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
