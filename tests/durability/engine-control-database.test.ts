import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packagedBinaries, usableBinaries } from '../../src/engine/control-database/binaries.js'
import { deleteControlDatabase, openControlDatabase } from '../../src/engine/control-database/control-database.js'
import { ControlDatabaseError } from '../../src/engine/control-database/error.js'
import { findServerUser } from '../../src/engine/control-database/os-user.js'

const isRoot = process.getuid?.() === 0
let home: string
let directory: string

beforeEach(async () => {
  home = await mkdtemp('/tmp/qianyun-control-')
  await chmod(home, 0o755)
  directory = join(home, 'control')
})
afterEach(async () => {
  await deleteControlDatabase(directory)
  await rm(home, { recursive: true, force: true })
})

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => undefined, (caught: unknown) => caught)
  return error instanceof ControlDatabaseError ? error.reason : `no ControlDatabaseError but ${String(error)}`
}

async function ask(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ answer: string }>(sql)
  await client.end()
  return rows[0]?.answer ?? ''
}

async function postmasterPid(): Promise<number> {
  const { data } = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')) as { data: string }
  return Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
}

describe('an embedded control database', () => {
  it('is made, found running, stopped and started again with its data and its address', async () => {
    const made = await openControlDatabase({ directory })
    await ask(made.url, `create table kept as select 'still here' as answer`)

    const found = await openControlDatabase({ directory })
    await found.stop()
    const again = await openControlDatabase({ directory })

    expect([made.started, found.started, again.started]).toEqual(['new', 'adopted', 'started'])
    expect([found.url, again.url]).toEqual([made.url, made.url])
    expect(await ask(again.url, 'select answer from kept')).toBe('still here')
  })

  it('listens on loopback alone, keeps fsync on and its password to us', async () => {
    const { url } = await openControlDatabase({ directory })

    const settings = `concat_ws(' ', current_setting('listen_addresses'), current_setting('fsync'), current_setting('password_encryption'))`
    expect(await ask(url, `select ${settings} as answer`)).toBe('127.0.0.1 on scram-sha-256')
    expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600)
    expect(await reasonOf(openControlDatabase({ directory, url: url.replace(/:[^:@]+@/, ':guess@') }))).toBe('wrong_password')
  })

  it('comes back after the server was killed', async () => {
    const { url } = await openControlDatabase({ directory })
    await ask(url, `create table kept as select 'still here' as answer`)
    process.kill(await postmasterPid(), 'SIGKILL')

    const again = await openControlDatabase({ directory })

    expect(await ask(again.url, 'select answer from kept')).toBe('still here')
  })

  it('is started once when two processes open it at the same time', async () => {
    const [first, second] = await Promise.all([openControlDatabase({ directory }), openControlDatabase({ directory })])

    expect([first.started, second.started].sort()).toEqual(['adopted', 'new'])
    expect(first.url).toBe(second.url)
  })

  it('takes another port when its own is in use', async () => {
    const first = await openControlDatabase({ directory })
    await first.stop()
    const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')

    const second = await openControlDatabase({ directory })
    squatter.close()

    expect(second.url).not.toBe(first.url)
    expect(await ask(second.url, 'select 1::text as answer')).toBe('1')
  })

  it('says so when the password file is gone', async () => {
    await (await openControlDatabase({ directory })).stop()
    const password = await readFile(join(directory, 'password'), 'utf8')
    await rm(join(directory, 'password'))

    expect(await reasonOf(openControlDatabase({ directory }))).toBe('wrong_password')
    await writeFile(join(directory, 'password'), password, { mode: 0o600 })
  })

  it('leaves a folder of another major version alone', async () => {
    await (await openControlDatabase({ directory })).stop()
    const { data } = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')) as { data: string }
    const version = await readFile(join(data, 'PG_VERSION'), 'utf8')
    await writeFile(join(data, 'PG_VERSION'), '12\n')

    expect(await reasonOf(openControlDatabase({ directory }))).toBe('wrong_version')
    await writeFile(join(data, 'PG_VERSION'), version)
  })

  it('throws away what an interrupted creation left', async () => {
    await mkdir(join(directory, 'data.making', 'base'), { recursive: true })

    expect((await openControlDatabase({ directory })).started).toBe('new')
    expect(await readdir(directory)).not.toContain('data.making')
  })
})

describe('a control database given by URL', () => {
  it('is not reachable where nobody listens', async () => {
    expect(await reasonOf(openControlDatabase({ directory, url: 'postgresql://a:b@127.0.0.1:9/c' }))).toBe('not_reachable')
  })

  it('is used as it is and never stopped by us', async () => {
    const embedded = await openControlDatabase({ directory })
    const given = await openControlDatabase({ directory: join(home, 'unused'), url: embedded.url })

    await given.stop()

    expect(given.started).toBe('adopted')
    expect(existsSync(join(home, 'unused'))).toBe(false)
    expect(await ask(embedded.url, 'select 1::text as answer')).toBe('1')
  })
})

describe.skipIf(!isRoot)('as root (SKIPPED for another account: needs tmpfs mounts and account changes)', () => {
  it('a full disk is named, nothing half made stops the next start, and a later start on a full disk is named too', async () => {
    await mkdir(directory)
    mount(['-t', 'tmpfs', '-o', 'size=8m,mode=0755', 'tmpfs', directory])
    try {
      expect(await reasonOf(openControlDatabase({ directory }))).toBe('disk_full')
      mount(['-o', 'remount,size=256m', directory])
      const made = await openControlDatabase({ directory })
      expect(made.started).toBe('new')
      await made.stop()
      spawnSync('dd', ['if=/dev/zero', `of=${join(directory, 'filler')}`, 'bs=1M'])
      expect(await reasonOf(openControlDatabase({ directory }))).toBe('disk_full')
      await unlink(join(directory, 'filler'))
      const again = await openControlDatabase({ directory })
      expect(again.started).toBe('started')
      await again.stop()
    } finally {
      await deleteControlDatabase(directory).catch(() => undefined)
      spawnSync('umount', [directory])
    }
  })

  it('keeps the data where the server account can reach it when the directory is below a home of mode 0700', async () => {
    await chmod(home, 0o700)

    const made = await openControlDatabase({ directory })
    const { data } = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')) as { data: string }

    expect(data.startsWith('/var/lib/qianyun/')).toBe(true)
    expect(await ask(made.url, 'select 1::text as answer')).toBe('1')
    await deleteControlDatabase(directory)
    expect(existsSync(dirname(data))).toBe(false)
  })

  it('copies programs that lie below a home of mode 0700, and makes the library links that the package left out', async () => {
    await cp(dirname(packagedBinaries()), join(home, 'package'), { recursive: true, verbatimSymlinks: true })
    await removeLinks(join(home, 'package/native/lib'))
    await chmod(home, 0o711)
    await chmod(join(home, 'package'), 0o700)

    const usable = await usableBinaries(findServerUser(), join(home, 'package/native'), join(home, 'cache'))

    expect(usable.folder.startsWith(join(home, 'cache'))).toBe(true)
    expect(usable.version).toBe((await usableBinaries(findServerUser())).version)
  })
})

it('makes the library links in place where it may', async () => {
  await cp(dirname(packagedBinaries()), join(home, 'package'), { recursive: true, verbatimSymlinks: true })
  await removeLinks(join(home, 'package/native/lib'))

  expect((await usableBinaries(findServerUser(), join(home, 'package/native'), join(home, 'cache'))).folder).toBe(join(home, 'package/native'))
})

async function removeLinks(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) if (entry.isSymbolicLink()) await unlink(join(folder, entry.name))
}

function mount(args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
