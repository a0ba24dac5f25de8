import { createHash } from 'node:crypto'
import { chmod, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerUser } from './os-user.js'
import { canReach } from './reach.js'

/** Files of one embedded control database. */
export interface Layout {
  readonly directory: string
  /** PostgreSQL's own folder, owned by the server's account. */
  readonly data: string
  readonly password: string
  /** Port of the last start, so that the address stays the same. */
  readonly state: string
  readonly log: string
  readonly lock: string
}

/** Where root keeps the data of a directory that the server's account cannot reach, such as one below a home of mode 0700. */
const REACHABLE = '/var/lib/qianyun'

export async function layOut(directory: string, user: ServerUser): Promise<Layout> {
  await mkdir(directory, { recursive: true })
  const home = await realpath(directory)
  return {
    directory: home,
    data: join(await dataParent(home, user), 'data'),
    password: join(home, 'password'),
    state: join(home, 'server.json'),
    log: join(home, 'postgres.log'),
    lock: join(home, 'start.lock'),
  }
}

async function dataParent(home: string, user: ServerUser): Promise<string> {
  if (await canReach(home, user)) return home
  const parent = join(REACHABLE, createHash('sha256').update(home).digest('hex').slice(0, 16))
  await mkdir(parent, { recursive: true })
  await chmod(REACHABLE, 0o755)
  await chmod(parent, 0o755)
  return parent
}
