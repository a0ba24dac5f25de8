import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { manifestsOf, type Manifests } from '../../flow/synth/manifests/manifests-of.js'
import type { OpenPlace } from './open-place.js'
import { variablesOf, type StackTask } from './stack-tasks.js'

/** A stack with the objects it stands for. */
export interface PreparedStack extends StackTask, Pick<Manifests, 'objects' | 'resources'> {}

/** The objects of every stack; what cannot be made one stops the whole. */
export function prepare({ tasks, sites }: Pick<OpenPlace, 'tasks' | 'sites'>): { readonly prepared: readonly PreparedStack[]; readonly diagnostics: readonly Diagnostic[] } {
  const made = tasks.map((task) => ({ task, ...manifestsOf(task.synthesized, variablesOf(task, sites.get(task.site)!)) }))
  return { prepared: made.map(({ task, objects, resources }) => ({ ...task, objects, resources })), diagnostics: made.flatMap(({ diagnostics }) => diagnostics) }
}
