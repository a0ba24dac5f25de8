import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { deleteControlDatabase, openControlDatabase } from '../../src/engine/control-database/index.js'

export interface TestControlDatabase {
  readonly url: string
  readonly directory: string
  /** Stops the server and deletes everything. */
  remove(): Promise<void>
}

/** A control database of its own, with real server and real disk. */
export async function testControlDatabase(): Promise<TestControlDatabase> {
  const home = await mkdtemp('/tmp/qianyun-test-')
  await chmod(home, 0o755)
  const directory = join(home, 'control')
  const { url } = await openControlDatabase({ directory })
  return {
    url,
    directory,
    remove: async () => {
      await deleteControlDatabase(directory)
      await rm(home, { recursive: true, force: true })
    },
  }
}
