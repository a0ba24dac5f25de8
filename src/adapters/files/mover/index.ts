import type { DataMover, FilesMove, FilesSource } from '../../../ports/data-mover.js'
import { beginSwitch } from './begin-switch.js'
import { copy } from './copy.js'
import { finish, release, retire } from './finish.js'
import { guard } from './guard.js'
import type { FilesMoverOptions } from './options.js'
import { preflight } from './preflight.js'
import { prepare } from './prepare.js'
import { rehearse } from './prove.js'
import { recover } from './settle.js'
import { moveStatus, syncStatus } from './sync-status.js'

export type { FilesMoverOptions } from './options.js'

/** Moves file trees: passes of rsync until they are short, a door that holds, a last pass behind it, and checksums of everything afterwards. */
export function createFilesMover(options: FilesMoverOptions): DataMover<FilesMove, FilesSource> {
  return {
    preflight: (move) => preflight(move, options),
    fix: async () => ({ fixed: [] }),
    prepare: (move, context) => prepare(move, context, options),
    copy: (move, context) => copy(move, context, options),
    syncStatus: (move) => syncStatus(move, options),
    guard: (move) => guard(move, options),
    release: (move, context) => release(move, context, options),
    rehearse: (move, context) => rehearse(move, context, options),
    status: (move) => moveStatus(move, options),
    beginSwitch: (move, from, context) => beginSwitch(move, from, context, options),
    recover: (move, context, lead) => recover(move, context, options, lead),
    finish: (move, context) => finish(move, context, options),
    retire: (source) => retire(source, options),
  }
}
