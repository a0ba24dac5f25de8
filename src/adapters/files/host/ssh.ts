import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { SshAddress } from '../../../ports/data-mover.js'

export interface SshOptions {
  /** File with the keys of the hosts that are known; the user's own one by default. A host that is not in it is refused. */
  readonly knownHosts?: string
}

/**
 * Commands share one connection: a handshake takes 0.1 to 1 s, and a switch has some forty commands. The connection ends by itself a minute after its
 * last command. Length of the name: a socket's path may have 108 bytes, ssh adds 18.
 */
function socketOf({ identityFile }: SshAddress, { knownHosts = '' }: SshOptions): string {
  // Who may use a connection is who could have made it: key and known hosts are part of its name.
  return join(ownFolder(), `${createHash('sha256').update(`${identityFile}\0${knownHosts}`).digest('hex').slice(0, 8)}%C`)
}

/** One of this user, which nobody else can look into. */
function ownFolder(): string {
  const user = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `qianyun-ssh-${user}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(folder)
  if (uid === user && (mode & 0o170777) === 0o040700) return folder
  throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: 'localhost', status: 1, detail: folder }))
}

/** How to get to a host: by key, from one whose own key is known, without ever asking. What follows is the host and the command. */
export function sshParameters(address: SshAddress, options: SshOptions, connection: 'shared' | 'guest'): readonly string[] {
  const settings = [
    'BatchMode=yes', 'StrictHostKeyChecking=yes', 'PasswordAuthentication=no', 'KbdInteractiveAuthentication=no', 'IdentitiesOnly=yes', 'ConnectTimeout=10',
    'ServerAliveInterval=15', `ControlPath=${socketOf(address, options)}`,
    ...connection === 'shared' ? ['ControlMaster=auto', 'ControlPersist=60'] : ['ControlMaster=no'],
    ...options.knownHosts === undefined ? [] : [`UserKnownHostsFile=${options.knownHosts}`],
  ]
  return ['-i', address.identityFile, '-p', String(address.port), '-l', address.user, ...settings.flatMap((setting) => ['-o', setting])]
}

export function quoted(word: string): string {
  return `'${word.replaceAll('\'', String.raw`'\''`)}'`
}
