import { join } from 'node:path'
import type { Host } from '../../../ports/host.js'

/** Files that say where and how a server runs; a rewind overwrites them with those of the other server, and removes what the other has not. */
const files = ['postgresql.conf', 'postgresql.auto.conf', 'pg_hba.conf', 'pg_ident.conf', 'qianyun_replica'] as const

/** A server's own configuration by file, null for a file that it has not, and the command line it was last started with. */
export interface Configuration {
  readonly files: Readonly<Record<string, string | null>>
  readonly options: string
}

/** Puts the configuration aside, once: repeated in the middle of a rewind it is the one of before. Undefined when there is no data directory. */
export async function keepConfiguration(host: Host, data: string): Promise<Configuration | undefined> {
  const aside = await host.read(asideOf(data))
  if (aside !== undefined) return JSON.parse(aside) as Configuration
  if ((await host.read(join(data, 'PG_VERSION'))) === undefined) return undefined
  const entries = await Promise.all(files.map(async (name) => [name, (await host.read(join(data, name))) ?? null] as const))
  const kept = { files: Object.fromEntries(entries), options: optionsOf((await host.read(join(data, 'postmaster.opts'))) ?? '') }
  await host.write(asideOf(data), `${JSON.stringify(kept)}\n`)
  return kept
}

export async function restoreConfiguration(host: Host, data: string, { files: kept }: Configuration): Promise<void> {
  for (const [name, content] of Object.entries(kept)) {
    if (content === null) await host.remove(join(data, name))
    else await host.write(join(data, name), content)
  }
}

export function forgetConfiguration(host: Host, data: string): Promise<void> {
  return host.remove(asideOf(data))
}

/** Where Debian keeps the main file outside of the data directory. */
export function configFileOf({ options }: Configuration): string | undefined {
  return /"config_file=([^"]*)"/.exec(options)?.[1]
}

function asideOf(data: string): string {
  return `${data}.configuration`
}

/** postmaster.opts holds the program and its quoted options; the data directory is named anew by whoever starts it. */
function optionsOf(text: string): string {
  return text.trim().replace(/^\S+\s*/, '').replace(/"-D" "[^"]*"\s*/, '')
}
