import mysql from 'mysql2'

/** A name in backticks; a dot in it is part of the name. */
export const identifier = (name: string): string => mysql.escapeId(name, true)

/** A string; our sessions run without NO_BACKSLASH_ESCAPES. */
export const literal = (value: string): string => mysql.escape(value)

export const literals = (values: readonly string[]): string => values.map(literal).join(', ')

/** `user@host` as the server's own messages write it; a user name may hold an @, a host name cannot. Without a host: from everywhere. */
export function account(name: string): string {
  const { user, host } = accountParts(name)
  return `${literal(user)}@${literal(host)}`
}

export function accountParts(name: string): { readonly user: string; readonly host: string } {
  const at = name.lastIndexOf('@')
  return at < 0 ? { user: name, host: '%' } : { user: name.slice(0, at), host: name.slice(at + 1) }
}
