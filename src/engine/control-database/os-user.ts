import { spawnSync } from 'node:child_process'
import { ControlDatabaseError } from './error.js'

/** The account of the operating system that a server program runs as; null is the account we have ourselves. */
export type ServerUser = { readonly name: string; readonly uid: number; readonly gid: number } | null

/** PostgreSQL refuses to run as root, so root lends it the account `postgres` or else `nobody`. */
export function findServerUser(): ServerUser {
  if (process.getuid?.() !== 0) return null
  const user = lookUp('postgres') ?? lookUp('nobody')
  if (user === undefined) throw new ControlDatabaseError('no_os_user')
  return user
}

function lookUp(name: string): Exclude<ServerUser, null> | undefined {
  const [uid, gid] = [numberOf(name, '-u'), numberOf(name, '-g')]
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid }
}

function numberOf(name: string, flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}
