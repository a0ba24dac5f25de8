/** Why the control database cannot be opened. */
export type ControlDatabaseReason =
  | 'disk_full'
  | 'port_in_use'
  | 'no_binaries'
  | 'no_os_user'
  | 'no_permission'
  | 'wrong_password'
  | 'wrong_version'
  | 'not_reachable'
  | 'busy'
  | 'start_failed'

/** What the words about a fault are filled with; never holds a password or a URL that has one. */
export type ControlDatabaseParams = Readonly<Record<string, string | number>>
