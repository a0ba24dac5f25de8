import type { SystemUnit } from '../blueprint/units.js'
import { labelKeys } from '../labels.js'
import { workloadName } from '../names.js'

/** Labels of one workload and of its pods. */
export function workloadLabels({ system }: SystemUnit, workload: string): Record<string, string> {
  return { ...workloadSelector(system, workload), [labelKeys.system]: system }
}

export function workloadSelector(system: string, workload: string): Record<string, string> {
  return { [labelKeys.app]: workloadName(system, workload) }
}

/** Id within the stack; without the workload's name where it bears the system's, so that one that becomes part of a list is not made anew. */
export function elementId(kind: string, { system }: SystemUnit, workload: string): string {
  return workload === system ? kind : `${kind}-${workload}`
}
