export type PlannedAction = 'none' | 'read' | 'create' | 'update' | 'replace' | 'delete'

const known: Readonly<Record<string, PlannedAction>> = {
  'no-op': 'none', read: 'read', create: 'create', update: 'update', delete: 'delete', 'delete+create': 'replace', 'create+delete': 'replace',
}

/**
 * What the tool's list of actions means; null for a list that is not known. `forget`, which leaves an object in the cluster that no state
 * knows any more, is among the unknown: no stack asks for it.
 */
export function actionOf(actions: readonly string[]): PlannedAction | null {
  return known[actions.join('+')] ?? null
}
