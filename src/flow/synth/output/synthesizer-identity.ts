import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContentHash } from '../../../model/canonical.js'
import { bytesHash } from './files.js'

/** Folders whose code decides what is written and what the gates find. */
const folders = ['..', '../../../model'].map((folder) => fileURLToPath(new URL(`${folder}/`, import.meta.url)))

const libraries = ['cdktf', '@cdktf/provider-kubernetes', 'constructs'] as const

let known: ContentHash | undefined

/** Hash of the code that builds stacks and of the libraries' versions: what other code has built is built again. */
export function synthesizerIdentity(): ContentHash {
  known ??= bytesHash(JSON.stringify([...folders.map(codeOf), ...libraries.map(versionOf)]))
  return known
}

function codeOf(folder: string): string[][] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name) && !/\.(test|d)\.[jt]s$/.test(name)).sort()
  return files.map((name) => [name, readFileSync(join(folder, name), 'utf8')])
}

/** Of an installed library; cdktf writes its own into every file. */
export function versionOf(library: (typeof libraries)[number]): string {
  const { version } = createRequire(import.meta.url)(`${library}/package.json`) as { version: string }
  return version
}
