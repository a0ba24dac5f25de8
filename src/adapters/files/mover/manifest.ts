import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { HostCall, Place } from '../host/host.js'
import { STATE_FOLDER, stateFolder } from './sides.js'
import { parseEntry, type Entry } from './listing.js'

/** An entry with the SHA-256 of its content; empty for folders, links and files that could not be read any more. */
export interface Hashed extends Entry {
  readonly sha256: string
}

/** Names that one call of sha256sum gets, and calls at the same time: two a side, one a core. */
const BATCH = 2_000
const WORKERS = 2

/** Runs a \`keep\` and gives the hash of what was kept, which names it in the evidence. */
export async function contentOfKept(place: Place, call: HostCall): Promise<string> {
  const { exit, output, errors } = await place.host.run({ ...call, script: `(${call.script}) && sha256sum < "$1/${STATE_FOLDER}/listing"` })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: place.tree.ssh?.host ?? 'localhost', status: exit, detail: errors }))
  return `listing:${output.slice(0, 64)}`
}

/**
 * Writes the manifest of a tree, one record an entry in the order given: name, SHA-256, what the listing said. Mode 0600: names can be personal data.
 * Gives the SHA-256 of the manifest itself. Memory holds a few batches, whatever the size of the tree.
 */
export async function writeManifest(
  place: Place, entries: AsyncIterable<Entry>, file: string, signal: AbortSignal | undefined, onFiles: (files: number) => void,
): Promise<string> {
  const out = createWriteStream(file, { mode: 0o600 })
  const hash = createHash('sha256')
  const pending: Promise<readonly Hashed[]>[] = []
  const drain = async (left: number) => {
    while (pending.length > left) {
      const hashed = await pending.shift()!
      const text = Buffer.from(hashed.map(formatHashed).join(''), 'latin1')
      hash.update(text)
      onFiles(hashed.filter(({ type }) => type === 'f').length)
      if (!out.write(text)) await once(out, 'drain')
    }
  }
  try {
    for await (const batch of batches(entries)) {
      const work = hashBatch(place, batch, signal)
      work.catch(() => undefined)
      pending.push(work)
      await drain(WORKERS - 1)
    }
    await drain(0)
  } finally {
    await new Promise((resolve) => out.end(resolve))
  }
  return hash.digest('hex')
}

export async function* readManifest(file: string): AsyncIterable<Hashed> {
  let rest = ''
  for await (const chunk of createReadStream(file)) {
    const records = (rest + (chunk as Buffer).toString('latin1')).split('\0')
    rest = records.pop() ?? ''
    for (const record of records) yield parseHashed(record)
  }
}

/** Beside the state, on this machine. */
export const manifestFile = (local: Place, place: Place): string => `${stateFolder(local)}/manifest.${place.side}`

async function* batches(entries: AsyncIterable<Entry>): AsyncIterable<readonly Entry[]> {
  let batch: Entry[] = []
  for await (const entry of entries) {
    batch.push(entry)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function hashBatch({ host, tree }: Place, batch: readonly Entry[], signal: AbortSignal | undefined): Promise<readonly Hashed[]> {
  const names = batch.filter(({ type }) => type === 'f').map(({ path }) => `./${path}\0`)
  if (names.length === 0) return batch.map((entry) => ({ ...entry, sha256: '' }))
  // Status 123: a file has gone meanwhile, which shows as one without a hash.
  const { output } = await host.run({
    script: 'cd "$1" && exec xargs -0 -r sha256sum -z --', parameters: [tree.path], input: Buffer.from(names.join(''), 'latin1'), ...signal && { signal },
  })
  const hashes = new Map(output.split('\0').map((line) => [line.slice(68), line.slice(0, 64)] as const))
  return batch.map((entry) => ({ ...entry, sha256: entry.type === 'f' ? hashes.get(entry.path) ?? '' : '' }))
}

function formatHashed({ path, sha256, type, mode, user, group, links, inode, size, modified, changed, pointsTo }: Hashed): string {
  return `${path}//${sha256} ${type} ${mode} ${user} ${group} ${links} ${inode} ${size} ${modified} ${changed} ${pointsTo}\0`
}

function parseHashed(record: string): Hashed {
  const end = record.indexOf('//') + 2
  const space = record.indexOf(' ', end)
  return { ...parseEntry(record.slice(0, end) + record.slice(space + 1)), sha256: record.slice(end, space) }
}
