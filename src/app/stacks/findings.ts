import { problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { gates } from '../../flow/synth/gates/gates.js'
import type { Stacks } from '../../flow/synth/stacks.js'

/** What the gates found, as problems and warnings of the catalog. */
export function findingDiagnostics(findings: Stacks['findings']): Diagnostic[] {
  return findings.flatMap(({ gate: id, stack, resource, severity, params }) => {
    const gate = gates.find((candidate) => candidate.id === id)
    const filled = { ...params, stack, resource: resource ?? '-' }
    return gate ? [severity === 'block' ? problem(gate.code, filled) : warning(gate.code, filled)] : []
  })
}
