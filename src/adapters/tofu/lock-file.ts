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

/** A lock file as the tools write it, from what the mirrors hold. Rejects with TOFU_MIRROR_WITHOUT_PROVIDER. */
export async function lockFileText(mirrors: readonly string[], providers: readonly RequiredProvider[]): Promise<string> {
  const blocks: string[] = []
  for (const provider of providers) {
    const folder = await findPackage(mirrors, provider)
    if (folder === undefined) throw new DiagnosticError(withoutProvider(mirrors, provider))
    blocks.push(block(provider, await packageHash(folder)))
  }
  return blocks.join('\n')
}

function block({ source, version }: RequiredProvider, hash: string): string {
  const lines = [`version     = "${version}"`, `constraints = "${version}"`, 'hashes = [', `  "${hash}",`, ']']
  return `provider "${source}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

/** Hashes that a lock file names for a provider; empty when it does not name the provider in this version. */
export function lockedHashes(text: string, { source, version }: RequiredProvider): readonly string[] {
  const found = text.split(/^provider /m).find((part) => part.startsWith(`"${source}"`))
  if (!found || /^\s*version\s*=\s*"([^"]*)"/m.exec(found)?.[1] !== version) return []
  return [...found.matchAll(/"(h1:[^"]+)"/g)].map(([, hash]) => hash!)
}

/** Keeps one lock file per set of providers: made once, from then on the word on which bytes a provider is. */
export function createLocks(folder: string, given: string | undefined, mirrors: readonly string[]) {
  const kept = new Map<string, Promise<string>>()
  const keep = async (providers: readonly RequiredProvider[]): Promise<string> => {
    const file = given ?? join(folder, `${contentHash(providers).slice(-16)}.hcl`)
    const known = await readFile(file, 'utf8').catch(() => undefined)
    if (known !== undefined) return known
    const text = await lockFileText(mirrors, providers)
    await replaceFile(file, text)
    return text
  }
  return {
    /** Puts the lock file into a stack's folder. */
    async copyTo(stackFolder: string, providers: readonly RequiredProvider[]): Promise<void> {
      const key = contentHash(providers)
      const text = await (kept.get(key) ?? remember(kept, key, keep(providers)))
      const file = join(stackFolder, LOCK_FILE)
      if ((await readFile(file, 'utf8').catch(() => '')) !== text) await replaceFile(file, text)
    },
  }
}

/** What failed is tried again next time: the mirror may be filled meanwhile. */
function remember(kept: Map<string, Promise<string>>, key: string, text: Promise<string>): Promise<string> {
  kept.set(key, text)
  text.catch(() => kept.delete(key))
  return text
}

/** Whole or not at all: several runners may do it at once. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const fresh = `${file}.${randomBytes(4).toString('hex')}`
  await writeFile(fresh, text, { mode: 0o600 })
  await rename(fresh, file)
}
