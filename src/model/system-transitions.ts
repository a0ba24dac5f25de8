import { MOVE_PATH, RETIRE_PATH, type SystemState } from './system-state.js'

/** States from which a move goes back to the old side; after `live` the way back is closed (the commit gate). */
const REVERSIBLE = ['cutover', 'verified', 'trial', 'dr_ready'] as const satisfies readonly SystemState[]

/** States that nothing follows. */
const FINAL = ['closed', 'retired'] as const satisfies readonly SystemState[]

/**
 * The states that may follow `from`. A blocked system goes on where it was blocked (`blockedFrom`), or takes a way out
 * that was open there: back to the old side, or an exemption. An exemption that has ended leads back to the plan.
 */
export function statesAfter(from: SystemState, blockedFrom: SystemState | null = null): readonly SystemState[] {
  if (isOneOf(FINAL, from)) return []
  if (from === 'exempt') return ['planned']
  if (from === 'blocked') return blockedFrom === null ? ['exempt'] : [blockedFrom, ...rollback(blockedFrom), 'exempt']
  if (from === 'rolled_back') return ['planned', 'blocked', 'exempt']
  return [...following(MOVE_PATH, from), ...withoutReplica(from), ...following(RETIRE_PATH, from), ...rollback(from), 'blocked', 'exempt']
}

export function mayFollow(from: SystemState, to: SystemState, blockedFrom: SystemState | null = null): boolean {
  return statesAfter(from, blockedFrom).includes(to)
}

function following(path: readonly SystemState[], from: SystemState): readonly SystemState[] {
  const at = path.indexOf(from)
  return at < 0 ? [] : path.slice(at + 1, at + 2)
}

/** A system without a duty of disaster recovery goes from its trial straight to the commit gate. */
function withoutReplica(from: SystemState): readonly SystemState[] {
  return from === 'trial' ? ['live'] : []
}

function rollback(from: SystemState): readonly SystemState[] {
  return isOneOf(REVERSIBLE, from) ? ['rolled_back'] : []
}

function isOneOf(states: readonly SystemState[], state: SystemState): boolean {
  return states.includes(state)
}
