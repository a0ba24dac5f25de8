import type { Code } from '../../diagnostics/codes.js'
import { problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { gates } from '../../flow/synth/gates/gates.js'
import { planGates } from '../../flow/synth/plan-gates/plan-gates.js'
import type { PlanGateFinding } from '../../flow/synth/plan-gates/plan-set.js'
import type { GateFinding } from '../../flow/synth/stacks.js'

/** Of either kind of gate: those on plans say their code, those on files have one each. */
export type AnyFinding = GateFinding | PlanGateFinding

/** What the gates found, as problems and warnings of the catalog. */
export function findingDiagnostics(findings: readonly AnyFinding[]): Diagnostic[] {
  return findings.flatMap((finding) => {
    const code = codeOf(finding)
    const filled = { ...finding.params, stack: finding.stack, resource: finding.resource ?? '-' }
    return code ? [finding.severity === 'block' ? problem(code, filled) : warning(code, filled)] : []
  })
}

/** One stack as a report names it. */
export interface ReportedStack {
  readonly name: string
  /** Of its `cdk.tf.json`, relative to the output folder. */
  readonly path: string
}

/** One finding with the file it is about. */
export interface ReportedFinding extends GateFinding {
  readonly code: Code
  /** Null where it is of no one stack. */
  readonly path: string | null
}

/** What was judged, by which rules, and what was found: enough for every format that others read. */
export interface GateReport {
  readonly gates: readonly { readonly id: string; readonly codes: readonly Code[] }[]
  readonly stacks: readonly ReportedStack[]
  readonly findings: readonly ReportedFinding[]
}

/** `on`: whether the files were judged, the plans, or both. */
export function reportOf(stacks: readonly ReportedStack[], findings: readonly AnyFinding[], on: readonly ('files' | 'plans')[]): GateReport {
  const paths = new Map(stacks.map(({ name, path }) => [name, path]))
  return {
    gates: [...(on.includes('files') ? gates.map(({ id, code }) => ({ id, codes: [code] })) : []), ...(on.includes('plans') ? planGates.map(({ id, codes }) => ({ id, codes })) : [])],
    stacks: stacks.map(({ name, path }) => ({ name, path })),
    findings: findings.flatMap((finding) => {
      const code = codeOf(finding)
      return code ? [{ ...finding, code, path: paths.get(finding.stack) ?? null }] : []
    }),
  }
}

function codeOf(finding: AnyFinding): Code | undefined {
  return 'code' in finding ? finding.code : gates.find(({ id }) => id === finding.gate)?.code
}
