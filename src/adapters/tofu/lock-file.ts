import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import { contentHash } from '../../model/canonical.js'
import { findPackage, withoutProvider } from './mirror.js'
import { packageHash } from './package-hash.js'
import type { RequiredProvider } from './stack-configuration.js'

/** Name the tools give it, in every stack's folder. */
const LOCK_FILE = '.terraform.lock.hcl'

/** The lock file that a mirror brings along: which bytes each of its providers is. */
export const MIRROR_LOCK = 'providers.lock.hcl'

/** What a set of providers is locked to: what a mirror's own lock file says, else what the mirrors hold. Rejects with TOFU_MIRROR_WITHOUT_PROVIDER. */
async function lockFileText(mirrors: readonly string[], providers: readonly RequiredProvider[]): Promise<string> {
  const locks = await Promise.all(mirrors.map((mirror) => readFile(join(mirror, MIRROR_LOCK), 'utf8').catch(() => '')))
  const blocks: string[] = []
  for (const provider of providers) {
    const agreed = locks.map((text) => lockedHashes(text, provider)).find((hashes) => hashes.length > 0)
    blocks.push(lockBlock(provider, agreed ?? [await foundHash(mirrors, provider)]))
  }
  return blocks.join('\n')
}

async function foundHash(mirrors: readonly string[], provider: RequiredProvider): Promise<string> {
  const folder = await findPackage(mirrors, provider)
  if (folder === undefined) throw new DiagnosticError(withoutProvider(mirrors, provider))
  return packageHash(folder)
}

/** One provider of a lock file, as the tools write it. */
export function lockBlock({ source, version }: RequiredProvider, hashes: readonly string[]): string {
  const lines = [`version     = "${version}"`, `constraints = "${version}"`, 'hashes = [', ...hashes.map((hash) => `  "${hash}",`), ']']
  return `provider "${source}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

/** Hashes that a lock file names for a provider; empty when it does not name the provider in this version. */
export function lockedHashes(text: string, { source, version }: RequiredProvider): readonly string[] {
  const found = text.split(/^provider /m).find((part) => part.startsWith(`"${source}"`))
  if (!found || /^\s*version\s*=\s*"([^"]*)"/m.exec(found)?.[1] !== version) return []
  return [...found.matchAll(/"(h1:[^"]+)"/g)].map(([, hash]) => hash!)
}

/**
 * Keeps one lock file per set of providers. Where the mirror brings no lock file, it is made once of what the mirror holds, and kept: from then on a
 * provider with other bytes is refused.
 */
export function createLocks(folder: string, mirrors: readonly string[]) {
  const kept = new Map<string, Promise<string>>()
  const keep = async (providers: readonly RequiredProvider[], key: string): Promise<string> => {
    const file = join(folder, `${key.slice(-16)}.hcl`)
    const text = await lockFileText(mirrors, providers)
    const known = await readFile(file, 'utf8').catch(() => undefined)
    if (known !== undefined && !(await isAgreed(mirrors, providers))) return known
    if (known !== text) await replaceFile(file, text)
    return text
  }
  return {
    /** Puts the lock file into a stack's folder. */
    async copyTo(stackFolder: string, providers: readonly RequiredProvider[]): Promise<void> {
      const key = contentHash(providers)
      const text = await (kept.get(key) ?? remember(kept, key, keep(providers, key)))
      const file = join(stackFolder, LOCK_FILE)
      if ((await readFile(file, 'utf8').catch(() => '')) !== text) await replaceFile(file, text)
    },
  }
}

/** Whether the mirrors' own lock files name every one of the providers: they may be written anew, and then count. */
async function isAgreed(mirrors: readonly string[], providers: readonly RequiredProvider[]): Promise<boolean> {
  const locks = await Promise.all(mirrors.map((mirror) => readFile(join(mirror, MIRROR_LOCK), 'utf8').catch(() => '')))
  return providers.every((provider) => locks.some((text) => lockedHashes(text, provider).length > 0))
}

/** What failed is tried again next time: the mirror may be filled meanwhile. */
function remember(kept: Map<string, Promise<string>>, key: string, text: Promise<string>): Promise<string> {
  kept.set(key, text)
  text.catch(() => kept.delete(key))
  return text
}

/** Whole or not at all: several runners may do it at once. */
export async function replaceFile(file: string, text: string, mode = 0o600): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const fresh = `${file}.${randomBytes(4).toString('hex')}`
  await writeFile(fresh, text, { mode })
  await rename(fresh, file)
}
