import type { ControlDatabaseReason } from '../../model/control-database-fault.js'
import { ControlDatabaseError } from './error.js'

/** Sentences of initdb and postgres, in the order in which they decide: a full disk also makes later sentences appear. */
const SENTENCES: readonly (readonly [RegExp, ControlDatabaseReason])[] = [
  [/No space left on device|Disk quota exceeded/i, 'disk_full'],
  [/Address already in use/i, 'port_in_use'],
  [/lock file ".*" already exists|pre-existing shared memory block/i, 'busy'],
  [/incompatible with server|initialized by PostgreSQL version/i, 'wrong_version'],
  [/Permission denied|Read-only file system/i, 'no_permission'],
]

/** The fault that the output of a server program tells of. */
export function classifyOutput(output: string, path: string): ControlDatabaseError {
  const reason = SENTENCES.find(([sentence]) => sentence.test(output))?.[1] ?? 'start_failed'
  return new ControlDatabaseError(reason, { path, detail: lastLines(output) })
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-3).join(' / ')
}
