import type { Json, JsonObject } from '../../../model/json.js'
import { labelKeys, podSecurityLabels } from '../labels.js'
import { asObject, at, text } from '../output/read-output.js'
import { leavesOwnPart } from './demotion.js'
import { kindOf } from './guarded-kinds.js'
import type { ResourceChange } from './parse-plan.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'
import { signatureOf } from './signed.js'

/** A namespace's labels are what admission and network policies go by: none may be lost or become weaker. */
export const namespaceLabels: PlanGate = {
  id: 'namespace-labels',
  codes: ['GATE_POD_SECURITY', 'GATE_IDENTITY_LABEL'],
  check: (set) => set.plans.flatMap(({ changes }) => changes
    .filter((change) => kindOf(change) === 'Namespace' && change.after !== undefined && change.action !== 'none')
    .flatMap((change) => [...podSecurity(change), ...identity(change, set)])),
}

/** Weakest first (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const levels = ['privileged', 'baseline', 'restricted']

/** All six labels, because the provider does not show one that is not in the configuration; no level below what stands there now. */
function podSecurity(change: ResourceChange): PlanGateFinding[] {
  const [before, after] = [labelsOf(change.before), labelsOf(change.after)]
  return Object.entries(podSecurityLabels).flatMap(([label, standard]) => {
    const [least, planned] = [text(before[label]) ?? standard, text(after[label])]
    const weaker = !label.endsWith('-version') && levels.indexOf(planned ?? '') < levels.indexOf(least)
    return planned === null || weaker ? [blocks('namespace-labels', 'GATE_POD_SECURITY', change, { label, least, planned: planned ?? '-' })] : []
  })
}

const required = [labelKeys.site, labelKeys.role]
const kept = [...required, labelKeys.system, labelKeys.domain, labelKeys.gateway, labelKeys.exchange, labelKeys.classification]

/** Policies select by these labels, so another value is another set of neighbours. That a namespace goes on stand-by is judged with all in it (`demotion`). */
function identity(change: ResourceChange, { changes, today, purpose, stacks }: PlanSet): PlanGateFinding[] {
  if (signatureOf(change, changes, today).standing === 'signed') return []
  const [before, after] = [labelsOf(change.before), labelsOf(change.after)]
  return kept.flatMap((label) => {
    const [was, planned] = [text(before[label]), text(after[label])]
    if (label === labelKeys.role && was === 'primary' && planned === 'dr') return []
    if (purpose === 'promote' && label === labelKeys.role && planned === 'primary' && leavesOwnPart(change.site, planned, stacks)) return []
    const lost = was === null ? required.some((key) => key === label) && planned === null : planned !== was
    return lost ? [blocks('namespace-labels', 'GATE_IDENTITY_LABEL', change, { label, was: was ?? '-', planned: planned ?? '-' })] : []
  })
}

function labelsOf(value: Json | undefined): JsonObject {
  return asObject(at(value, 'metadata', 'labels') ?? at(value, 'manifest', 'metadata', 'labels'))
}
