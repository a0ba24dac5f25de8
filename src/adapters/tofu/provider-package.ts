import { randomBytes } from 'node:crypto'
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { lockBlock, lockedHashes, MIRROR_LOCK, replaceFile } from './lock-file.js'
import { machinePlatform } from './mirror.js'
import { fileSha256, packageHash } from './package-hash.js'
import type { RequiredProvider } from './stack-configuration.js'
import { readZip } from './zip.js'

/** A provider as somebody brings it: the released ZIP, or the program out of it. */
export interface ProviderPackage {
  readonly file: string
  readonly provider: RequiredProvider
  readonly platform: string
}

export interface WrittenPackage {
  /** SHA-256 of the file that was brought, in hex: to be compared with what its makers have published. */
  readonly sha256: string
  readonly folder: string
  /** `h1:` hash of the unpacked package, as lock files have it. */
  readonly hash: string
  readonly lock: string
}

const NAME = /^terraform-provider-(?<type>[a-z0-9-]+)_v?(?<version>\d+\.\d+\.\d+[a-z0-9.-]*?)(?:_x\d+)?(?:_(?<platform>[a-z0-9]+_[a-z0-9]+)\.zip)?$/

/** Which of the providers a file is a package of, by its name; undefined for none. */
export function recognizePackage(file: string, providers: readonly RequiredProvider[]): ProviderPackage | undefined {
  const { type, version, platform } = NAME.exec(basename(file))?.groups ?? {}
  const provider = providers.find((one) => basename(one.source) === type && one.version === version)
  return provider && { file, provider, platform: platform ?? machinePlatform() }
}

/** Unpacks a package into its place in a mirror, whole or not at all, and writes the mirror's lock file anew. Rejects with TOFU_MIRROR_PACKAGE_DAMAGED. */
export async function writePackage(mirror: string, { file, provider, platform }: ProviderPackage): Promise<WrittenPackage> {
  const folder = join(mirror, provider.source, provider.version, platform)
  const fresh = `${folder}.${randomBytes(4).toString('hex')}`
  await mkdir(fresh, { recursive: true })
  try {
    await unpack(file, fresh)
    await rm(folder, { recursive: true, force: true })
    await rename(fresh, folder)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DiagnosticError(problem('TOFU_MIRROR_PACKAGE_DAMAGED', { package: file, reason }, { cause }))
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return { sha256: await fileSha256(file), folder, hash: await packageHash(folder), lock: await writeMirrorLock(mirror, provider) }
}

async function unpack(file: string, folder: string): Promise<void> {
  if (!file.endsWith('.zip')) return copyProgram(file, folder)
  for (const { name, bytes } of readZip(await readFile(file))) {
    await writeFile(join(folder, name), bytes, { mode: name.startsWith('terraform-provider-') ? 0o755 : 0o644 })
  }
}

async function copyProgram(file: string, folder: string): Promise<void> {
  const copy = join(folder, basename(file))
  await copyFile(file, copy)
  await chmod(copy, 0o755)
}

/** With the hash of every platform that the mirror has: the sites' machines may differ. */
async function writeMirrorLock(mirror: string, provider: RequiredProvider): Promise<string> {
  const file = join(mirror, MIRROR_LOCK)
  const known = await readFile(file, 'utf8').catch(() => '')
  const others = known.split(/^(?=provider )/m).filter((block) => block.startsWith('provider ') && !block.startsWith(`provider "${provider.source}"`))
  const versions = join(mirror, provider.source, provider.version)
  const platforms = (await readdir(versions)).filter((name) => /^[a-z0-9]+_[a-z0-9]+$/.test(name)).toSorted()
  const hashes = await Promise.all(platforms.map((platform) => packageHash(join(versions, platform))))
  const blocks = [...others.map((block) => `${block.trimEnd()}\n`), lockBlock(provider, hashes.toSorted())]
  // Read by everybody who uses the mirror.
  await replaceFile(file, blocks.toSorted().join('\n'), 0o644)
  return file
}

/** Whether a mirror's lock file names the package that lies there; undefined when it says nothing of the provider. */
export async function isLocked(mirror: string, provider: RequiredProvider, hash: string): Promise<boolean | undefined> {
  const hashes = lockedHashes(await readFile(join(mirror, MIRROR_LOCK), 'utf8').catch(() => ''), provider)
  return hashes.length === 0 ? undefined : hashes.includes(hash)
}
