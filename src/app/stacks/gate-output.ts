import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DiagnosticError, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { runGates } from '../../flow/synth/gates/gates.js'
import { readOutput } from '../../flow/synth/output/read-output.js'
import { findingDiagnostics, reportOf, type GateReport } from './findings.js'

/** Runs the gates on stacks that lie in a folder, whoever wrote them. */
export function gateOutput(outdir: string): Diagnostic[] {
  return findingDiagnostics(runGates(readOutput(outdir)))
}

/** The same, as a report. Rejects a folder without stacks. */
export function reportOutput(outdir: string): GateReport {
  if (!existsSync(join(outdir, 'manifest.json'))) throw new DiagnosticError(problem('STK_NOT_WRITTEN', { folder: outdir }))
  const stacks = readOutput(outdir)
  return reportOf(stacks, runGates(stacks), ['files'])
}

/** Writes a report for another program to read. */
export async function writeFindings(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  } catch (cause) {
    throw new DiagnosticError(problem('STK_FINDINGS_UNWRITABLE', { file, cause: cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause) }, { cause }))
  }
}
