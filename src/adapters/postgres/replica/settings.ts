import type { DatabaseEndpoint } from '../../../ports/data-mover.js'

export type Settings = Readonly<Record<string, string | number>>

/** Where PostgreSQL's programs and servers connect: no password, which the passfile holds. */
export interface ConnectionOptions {
  readonly endpoint: Pick<DatabaseEndpoint, 'host' | 'port' | 'user'>
  readonly passfile: string
  readonly applicationName: string
}

/** A libpq connection string (PostgreSQL manual, 34.1.1): values in single quotes, `\` and `'` escaped by `\`. */
export function conninfo({ endpoint: { host, port, user }, passfile, applicationName }: ConnectionOptions): string {
  const quote = (value: string | number) => `'${String(value).replace(/[\\']/g, '\\$&')}'`
  return `host=${quote(host)} port=${port} user=${quote(user)} application_name=${quote(applicationName)} passfile=${quote(passfile)} connect_timeout=10`
}

/** A passfile (PostgreSQL manual, 34.16): host:port:database:user:password, `:` and `\` escaped by `\`. */
export function passfile(endpoints: readonly DatabaseEndpoint[]): string {
  const escape = (value: string | number) => String(value).replace(/[\\:]/g, '\\$&')
  return endpoints.map(({ host, port, user, password }) => `${escape(host)}:${port}:*:${escape(user)}:${escape(password)}\n`).join('')
}

/** Replaces settings in the text of postgresql.auto.conf; every earlier line of the same names goes, with what it held. */
export function withSettings(text: string, settings: Settings): string {
  const kept = text.split('\n').filter((line) => line.trim() !== '' && !Object.hasOwn(settings, line.split('=')[0]!.trim().toLowerCase()))
  const added = Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`)
  return [...kept, ...added, ''].join('\n')
}
