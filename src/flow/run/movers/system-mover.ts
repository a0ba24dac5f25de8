import type { StepContext } from '../../../model/step.js'
import type { DataMover, Side, SystemMove, SystemSource } from '../../../ports/data-mover.js'
import { mergeCopies, mergeFindings, mergeFixed, mergeProofs, mergeStatus, mergeSync } from './merge.js'
import { all, type MoversByKind, type Part, type PartMover, type PartSource } from './part.js'
import { beginSystemSwitch } from './system-switch.js'
import { takeAlong } from './take-along.js'

/** Moves a system whose data lies in several places as one: copied side by side, with one cutover over all parts. */
export function systemMover(movers: MoversByKind): DataMover<SystemMove, SystemSource> {
  const of = ({ kind }: Part | PartSource): PartMover => movers[kind]
  const each = async <T>({ parts }: SystemMove, work: (part: Part, mover: PartMover) => Promise<T>) =>
    all(parts.map(async (part) => [part, await work(part, of(part))] as const))
  return {
    preflight: async (move) => mergeFindings(await each(move, (part, mover) => mover.preflight(part))),
    fix: async (move, checks, context) => mergeFixed(await each(move, (part, mover) => mover.fix(part, checks, context))),
    prepare: async (move, context) => mergeFixed(await each(move, (part, mover) => mover.prepare(part, context))),
    copy: async (move, context) => mergeCopies(await each(move, (part, mover) => mover.copy(part, context))),
    syncStatus: async (move) => mergeSync(await each(move, (part, mover) => mover.syncStatus(part))),
    guard: async (move) => (await each(move, (part, mover) => mover.guard(part))).flatMap(([, readings]) => readings),
    release: async (move, context) => void (await each(move, (part, mover) => mover.release(part, context))),
    rehearse: async (move, context) => mergeProofs(await each(move, (part, mover) => mover.rehearse(part, context))),
    status: async ({ parts: [lead, ...followers] }) => mergeStatus([await of(lead).status(lead), ...(await all(followers.map((part) => of(part).status(part))))]),
    beginSwitch: (move, from, context) => beginSystemSwitch(of, move, from, context),
    recover: (move, context, lead) => recover(of, move, context, lead),
    finish: async (move, context) => void (await each(move, (part, mover) => mover.finish(part, context))),
    retire: async ({ parts }) => void (await all(parts.map((part) => of(part).retire(part)))),
  }
}

/** The lead first: it alone knows whether the switch had opened. The followers then stand where it stands. */
async function recover(of: (part: Part) => PartMover, { parts: [lead, ...followers] }: SystemMove, context: StepContext, leading?: Side): Promise<Side> {
  const serving = await of(lead).recover(lead, context, leading)
  await all(followers.map((part) => takeAlong(of(part), part, serving, context)))
  return serving
}
