import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { isUntouched } from '../../../model/artifact.js'
import type { Checked } from './checked.js'

/** The plan says what it said when it was written, and was made from exactly these inputs. */
export function checkIdentity({ inventory, intent, assessment, plan }: Checked): Diagnostic[] {
  const touched = isUntouched(plan) ? [] : ['hash']
  const others = Object.entries({ inventory, intent, assessment }).filter(([name, { hash }]) => plan.inputs[name] !== hash).map(([name]) => name)
  return [...touched, ...others].map((what) => problem('PLAN_CHECK_HASH', { what }))
}
