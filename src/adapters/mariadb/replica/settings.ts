import type { Session } from '../connection.js'

export type Settings = Readonly<Record<string, string | number>>

/** What a copy must share with the server it was taken from, or its files could not be read, or what follows would be refused. */
const inherited = [
  'lower_case_table_names', 'innodb_page_size', 'innodb_data_file_path', 'innodb_undo_tablespaces', 'innodb_checksum_algorithm', 'innodb_log_file_size', 'character_set_server', 'collation_server',
  'sql_mode', 'max_connections', 'max_allowed_packet', 'binlog_format', 'binlog_row_image', 'gtid_domain_id', 'innodb_buffer_pool_size', 'event_scheduler',
]

export async function settingsOf(server: Session): Promise<Settings> {
  const names = inherited.map((name) => `'${name}'`).join(', ')
  const rows = await server.rows<{ name: string; value: string }>(
    `SELECT lower(variable_name) AS name, variable_value AS value FROM information_schema.global_variables WHERE lower(variable_name) IN (${names}) ORDER BY 1`)
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

/** Of its own: at its start a server removes what it takes for temporary tables of an earlier one, also those of another server. */
export function temporaryOf(data: string): string {
  return `${data}.tmp`
}

/** Address, files and role of a server that feeds or is fed; events run on none but the primary. */
export function serverSettings(data: string, address: string, port: number, serverId: number): Settings {
  return {
    datadir: data, tmpdir: temporaryOf(data), bind_address: address, port, socket: `${data}.sock`, pid_file: `${data}.pid`, log_error: `${data}.log`,
    server_id: serverId, log_bin: 'binlog', log_slave_updates: 1, relay_log: 'relay', relay_log_recovery: 1, gtid_strict_mode: 1,
    skip_name_resolve: 1, read_only: 1, event_scheduler: 'OFF', slave_net_timeout: 10,
  }
}

/** Settings of a drill's clone: fed by nobody, feeding nobody, small beside the replica that has the memory. */
export function cloneSettings(data: string, address: string, port: number, serverId: number): Settings {
  const { log_bin: _, log_slave_updates: __, ...settings } = serverSettings(data, address, port, serverId)
  return { ...settings, skip_slave_start: 1, innodb_buffer_pool_size: '64M', skip_log_bin: 1 }
}

/** An option file (mariadbd --defaults-file); values quoted, for they may hold blanks and colons. */
export function optionFile(settings: Settings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = "${String(value).replace(/["\\]/g, '\\$&')}"`)
  return `[mysqld]\n${lines.join('\n')}\n`
}

/** The login for programs: a password in an argument or the environment would be seen. */
export function loginFile({ user, password, host, port }: { readonly user: string; readonly password: string; readonly host: string; readonly port: number }): string {
  const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`
  return `[client]\nuser = ${quote(user)}\npassword = ${quote(password)}\nhost = ${quote(host)}\nport = ${port}\nprotocol = tcp\n`
}
