import type { DataMove, DataMover, DataSource } from '../../../ports/data-mover.js'
import type { MoversByKind } from './part.js'
import { systemMover } from './system-mover.js'

/** One mover for every kind of data: a system whose data lies in several places is moved by the movers of its parts. */
export function moverOfKinds(movers: MoversByKind): DataMover {
  const kinds: Readonly<Record<DataMove['kind'], DataMover>> = { ...movers, system: systemMover(movers) }
  const by = ({ kind }: DataMove | DataSource): DataMover => kinds[kind]
  return {
    preflight: async (move) => by(move).preflight(move),
    fix: async (move, checks, context) => by(move).fix(move, checks, context),
    prepare: async (move, context) => by(move).prepare(move, context),
    copy: async (move, context) => by(move).copy(move, context),
    syncStatus: async (move) => by(move).syncStatus(move),
    guard: async (move) => by(move).guard(move),
    release: async (move, context) => by(move).release(move, context),
    rehearse: async (move, context) => by(move).rehearse(move, context),
    status: async (move) => by(move).status(move),
    beginSwitch: async (move, from, context) => by(move).beginSwitch(move, from, context),
    recover: async (move, context, lead) => by(move).recover(move, context, lead),
    finish: async (move, context) => by(move).finish(move, context),
    retire: async (source) => by(source).retire(source),
  }
}
