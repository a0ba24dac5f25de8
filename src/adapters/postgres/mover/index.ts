import type { DatabaseMove, DatabaseSource, DataMover } from '../../../ports/data-mover.js'
import { beginSwitch } from './begin-switch.js'
import { copy } from './copy.js'
import { finish, retire } from './finish.js'
import { fix } from './fix.js'
import { guard } from './guard.js'
import type { MoverOptions } from './options.js'
import { preflight } from './preflight.js'
import { prepare } from './prepare.js'
import { recover } from './recover.js'
import { rehearse } from './rehearse.js'
import { release } from './release.js'
import { moveStatus, syncStatus } from './sync-status.js'

export type { MoverOptions } from './options.js'

/** Moves PostgreSQL databases: a copy under an exported snapshot, native logical replication behind it, and a switch that can be turned back. */
export function createPostgresMover(options: MoverOptions): DataMover<DatabaseMove, DatabaseSource> {
  const { clock } = options
  return {
    preflight: (move) => preflight(move, options),
    fix: (move, checks, context) => fix(move, checks, context, options),
    prepare: (move, context) => prepare(move, context, clock),
    copy: (move, context) => copy(move, context, options),
    syncStatus: (move) => syncStatus(move, clock),
    guard,
    release: (move, context) => release(move, context, clock),
    rehearse: (move, context) => rehearse(move, context, clock),
    status: moveStatus,
    beginSwitch: (move, from, context) => beginSwitch(move, from, context, options),
    recover: (move, context) => recover(move, context, clock),
    finish: (move, context) => finish(move, context, clock),
    retire: (source) => retire(source, clock),
  }
}
