import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { Archive } from '../../../ports/archive.js'
import type { FilesSource } from '../../../ports/data-mover.js'
import { hostOf } from '../host/host-of.js'
import type { SshOptions } from '../host/ssh.js'
import type { Place } from '../host/host.js'
import { entriesOf, sorted } from '../mover/listing.js'

export interface FilesArchiveOptions {
  readonly ssh?: SshOptions
}

/** How often a running tar says that it is alive, ms. */
const SIGN = 1_000

/**
 * One compressed file a tree, read back by `tar --acls --xattrs --numeric-owner -x`: gzip when its name ends so, else zstd. It gets its name only after
 * it was flushed, read back and hashed; a file of that name is therefore always whole. A repeated write replaces it.
 */
export function createFilesArchive(options: FilesArchiveOptions = {}): Archive<FilesSource> {
  return {
    async write(source, path, context) {
      const final = resolve(path)
      const partial = `${final}.partial`
      await mkdir(dirname(final), { recursive: true })
      // Mode 0600 before the first byte.
      await rm(partial, { force: true })
      await (await open(partial, 'wx', 0o600)).close()
      const compressor = /\.t?gz$/.test(final) ? 'gzip' : 'zstd'
      const packed = await pack(source, partial, compressor, options, context)
      await flush(partial)
      const tables = await countFiles(partial, compressor, context)
      if (tables !== packed) throw failed(source.source.path, 0, `${tables} of ${packed} files`)
      const sha256 = await hashFile(partial)
      const { size: bytes } = await stat(partial)
      await rename(partial, final)
      await flush(dirname(final))
      return { path: final, bytes, sha256, tables }
    },
  }
}

/** Names are chosen as the mover chooses them, by rsync's rules; special files belong to running programs and are left out. */
async function pack(source: FilesSource, partial: string, compressor: string, options: FilesArchiveOptions, context: StepContext): Promise<number> {
  const place: Place = { side: 'source', host: hostOf(source.source, options.ssh), tree: source.source }
  let files = 0
  const names = async function* () {
    for await (const { path, type } of entriesOf(place, source, sorted, context.signal)) {
      if (type === 'f') files += 1
      yield Buffer.from(`./${path}\0`, 'latin1')
    }
  }
  const alive = setInterval(() => void report(partial, context), SIGN)
  try {
    const call = { script: TAR, parameters: [source.source.path, compressor], input: Readable.from(names()), signal: context.signal }
    const { exit, errors } = await place.host.save(call, partial)
    const host = source.source.ssh?.host ?? 'localhost'
    if (exit === 127) throw new DiagnosticError(problem('FILES_PROGRAM_MISSING', { program: `tar, ${compressor}`, host }))
    if (exit !== 0) throw failed(source.source.path, exit, errors)
    return files
  } finally {
    clearInterval(alive)
  }
}

const TAR = `
  command -v "$2" >/dev/null || exit 127
  cd "$1" && exec tar --create --file=- --use-compress-program="$2" --acls --xattrs --xattrs-include='*' --numeric-owner --sparse \\
    --no-recursion --null --files-from=-
`

/** The size of a compressed archive is not known before its end: what is done is reported as the total. */
async function report(path: string, context: StepContext): Promise<void> {
  const size = await stat(path).then((file) => file.size, () => 0)
  context.heartbeat({ done: size, total: size, unit: 'bytes', what: 'tar' })
}

/** Reads the whole archive back; hard links are files of their own name. */
async function countFiles(partial: string, compressor: string, { signal }: StepContext): Promise<number> {
  const script = `"$2" -dc < "$1" | tar --list --verbose --numeric-owner --file=- | grep -c '^[-h]'`
  const { output } = await hostOf({ path: partial, ssh: null }).run({ script, parameters: [partial, compressor], signal })
  return Number(output)
}

function failed(path: string, status: number, detail: string): DiagnosticError {
  return new DiagnosticError(problem('FILES_ARCHIVE_FAILED', { path, status, detail }))
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
