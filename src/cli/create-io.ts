import type { Io } from './io.js'
import { readerLanguage } from './language.js'

/** Results on stdout, talk on stderr, colour only on a terminal that wants it (https://no-color.org). */
export function createIo(host: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env' | 'cwd' | 'argv'>): Io {
  const { env } = host
  const isTty = host.stderr.isTTY === true && env['TERM'] !== 'dumb'
  return {
    stdout: (line) => void host.stdout.write(`${line}\n`),
    stderr: (line) => void host.stderr.write(`${line}\n`),
    color: env['NO_COLOR'] === undefined && (isTty || (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0')),
    language: readerLanguage(env, host.argv),
    cwd: host.cwd(),
    isTty,
  }
}
