import type { DatabaseMove, DatabaseSource, DataMover } from '../../../ports/data-mover.js'
import { beginSwitch } from './begin-switch.js'
import { copy } from './copy.js'
import { finish, release, retire } from './finish.js'
import { fix } from './fix.js'
import { guard } from './guard.js'
import type { MoverOptions } from './options.js'
import { preflight } from './preflight.js'
import { prepare } from './prepare.js'
import { recover } from './recover.js'
import { rehearse } from './rehearse.js'
import { moveStatus, syncStatus } from './sync-status.js'

export type { MoverOptions } from './options.js'

/** Moves MariaDB databases: a dump with its position in the log, native replication behind it, and a switch that can be turned back. */
export function createMariadbMover(options: MoverOptions): DataMover<DatabaseMove, DatabaseSource> {
  const { clock } = options
  return {
    preflight,
    fix,
    prepare,
    copy: (move, context) => copy(move, context, options),
    syncStatus: (move) => syncStatus(move, clock),
    guard: (move) => guard(move, clock),
    release,
    rehearse: (move, context) => rehearse(move, context, clock),
    status: moveStatus,
    beginSwitch: (move, from, context) => beginSwitch(move, from, context, options),
    recover: (move, context) => recover(move, context, clock),
    finish: (move, context) => finish(move, context, clock),
    retire: (source) => retire(source, clock),
  }
}
