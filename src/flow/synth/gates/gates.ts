import type { SynthesizedStack } from '../output/read-output.js'
import type { StackSettings } from '../settings.js'
import type { GateFinding } from '../stacks.js'
import { assumedValues } from './assumed-values.js'
import { autoscalerFight } from './autoscaler-fight.js'
import { classifiedSystem } from './classified-system.js'
import { clearTextSecret } from './clear-text-secret.js'
import { cnpgNotInstalled } from './cnpg-not-installed.js'
import { containerSecurity } from './container-security.js'
import { crossDomainFlow } from './cross-domain-flow.js'
import { defaultDeny } from './default-deny.js'
import { domainCluster } from './domain-cluster.js'
import { edgeWeights } from './edge-weights.js'
import { exchangeChannel } from './exchange-channel.js'
import type { Gate } from './gate.js'
import { imageDigest } from './image-digest.js'
import { imageRegistry } from './image-registry.js'
import { objectTwice } from './object-twice.js'
import { podSecurity } from './pod-security.js'
import { quotaSurge } from './quota-surge.js'
import { replicaFacility } from './replica-facility.js'
import { standbyBatch } from './standby-batch.js'
import { stateBackend } from './state-backend.js'
import { twinParity } from './twin-parity.js'
import { unknownBlock } from './unknown-block.js'
import { unknownExpression } from './unknown-expression.js'
import { unknownFile } from './unknown-file.js'
import { unknownProvider } from './unknown-provider.js'
import { unknownResource } from './unknown-resource.js'
import { unreadableStack } from './unreadable-stack.js'
import { unresolvedDependency } from './unresolved-dependency.js'
import { workloadMissing } from './workload-missing.js'

export const gates: readonly Gate[] = [
  classifiedSystem, clearTextSecret, crossDomainFlow, defaultDeny, domainCluster, exchangeChannel, imageDigest, podSecurity, replicaFacility, twinParity,
  autoscalerFight, cnpgNotInstalled, containerSecurity, edgeWeights, imageRegistry, objectTwice, quotaSurge, standbyBatch,
  stateBackend, unknownBlock, unknownExpression, unknownFile, unknownProvider, unknownResource, unreadableStack,
  assumedValues, unresolvedDependency, workloadMissing,
]

/** Findings of all gates, in order. */
export function runGates(stacks: readonly SynthesizedStack[], settings?: StackSettings): GateFinding[] {
  return inOrder(gates.flatMap((gate) => gate.check(stacks, settings)))
}

/** Those that block first, then by stack. */
export function inOrder(findings: readonly GateFinding[]): GateFinding[] {
  const keyed = findings.map((finding) => ({ finding, key: keyOf(finding) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ finding }) => finding)
}

function keyOf({ severity, stack, gate, resource, params }: GateFinding): string {
  return [severity, stack, gate, resource, JSON.stringify(params)].join(' ')
}
