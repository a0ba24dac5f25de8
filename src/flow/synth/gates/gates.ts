import type { SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import { assumedValues } from './assumed-values.js'
import { classifiedSystem } from './classified-system.js'
import { clearTextSecret } from './clear-text-secret.js'
import { crossDomainFlow } from './cross-domain-flow.js'
import { defaultDeny } from './default-deny.js'
import type { Gate } from './gate.js'
import { imageDigest } from './image-digest.js'
import { podSecurity } from './pod-security.js'
import { replicaFacility } from './replica-facility.js'
import { twinParity } from './twin-parity.js'
import { unresolvedDependency } from './unresolved-dependency.js'
import { workloadMissing } from './workload-missing.js'

export const gates: readonly Gate[] = [
  classifiedSystem, clearTextSecret, crossDomainFlow, defaultDeny, imageDigest, podSecurity, replicaFacility, twinParity,
  assumedValues, unresolvedDependency, workloadMissing,
]

/** Findings of all gates, in order. */
export function runGates(stacks: readonly SynthesizedStack[]): GateFinding[] {
  return inOrder(gates.flatMap((gate) => gate.check(stacks)))
}

/** Those that block first, then by stack. */
export function inOrder(findings: readonly GateFinding[]): GateFinding[] {
  const keyed = findings.map((finding) => ({ finding, key: keyOf(finding) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ finding }) => finding)
}

function keyOf({ severity, stack, gate, resource, params }: GateFinding): string {
  return [severity, stack, gate, resource, JSON.stringify(params)].join(' ')
}
