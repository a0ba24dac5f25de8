import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { Host } from '../../../ports/host.js'
import type { Account } from './run-program.js'
import { runProgram } from './run-program.js'

/** The users that Debian's packages create for the servers. */
export type ServerUser = 'postgres' | 'mysql'

/** This machine. Database servers refuse to run as root, or should not: run by root, their programs run as the servers' own user. */
export function createLocalHost(serverUser: ServerUser = 'postgres'): Host {
  let account: Promise<Account | undefined> | undefined
  const owner = () => (account ??= serverAccount(serverUser))
  const give = async (path: string) => {
    const to = await owner()
    if (to) await chown(path, to.uid, to.gid)
  }
  return {
    run: async (call) => runProgram(call, await owner()),
    read: (path) => orUndefined(readFile(path, 'utf8')),
    async write(path, content) {
      const temporary = `${path}.new`
      await rm(temporary, { force: true })
      await writeFile(temporary, content, { mode: 0o600, flag: 'wx' })
      await give(temporary)
      await rename(temporary, path)
    },
    async makeDirectory(path) {
      await mkdir(path, { recursive: true })
      await chmod(path, 0o700)
      await give(path)
    },
    list: async (path) => ((await orUndefined(readdir(path))) ?? []).sort(),
    rename,
    // A program that is being ended may still remove files of its own meanwhile.
    remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}

async function serverAccount(serverUser: ServerUser): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = await Promise.all([numberOf('-u', serverUser), numberOf('-g', serverUser)])
  return { uid, gid }
}

async function numberOf(what: '-u' | '-g', serverUser: ServerUser): Promise<number> {
  const { output, errors } = await runProgram({ program: 'id', parameters: [what, serverUser] })
  if (!/^\d+$/.test(output)) throw new Error(errors)
  return Number(output)
}

async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined
    throw error
  }
}
