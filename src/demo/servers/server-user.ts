import { readFileSync } from 'node:fs'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'

/** The operating system user that servers run as; null: the one who started us. */
export type ServerUser = { readonly name: string; readonly uid: number; readonly gid: number } | null

const CANDIDATES = { postgres: ['postgres', 'nobody'], mariadb: ['mysql', 'nobody'] } as const

/** Database servers refuse root: as root an unprivileged user of this machine is taken, otherwise ourselves. */
export function serverUser(engine: keyof typeof CANDIDATES = 'postgres'): ServerUser {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  for (const name of CANDIDATES[engine]) {
    const account = accounts.find(([login]) => login === name)
    if (account) return { name, uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new DiagnosticError(problem('SETUP_NO_SERVER_USER', { users: CANDIDATES[engine].join(', ') }))
}

/** Options of `spawn` that make a child run as that user. */
export function asUser(user: ServerUser): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {}
}
