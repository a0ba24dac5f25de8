import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { runGates } from '../../flow/synth/gates/gates.js'
import { readOutput } from '../../flow/synth/output/read-output.js'
import { findingDiagnostics } from './findings.js'

/** Runs the gates on stacks that lie in a folder, whoever wrote them. */
export function gateOutput(outdir: string): Diagnostic[] {
  return findingDiagnostics(runGates(readOutput(outdir)))
}
