import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DiagnosticError, hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { runGates } from '../../flow/synth/gates/gates.js'
import { readOutput } from '../../flow/synth/output/read-output.js'
import type { StackSettings } from '../../flow/synth/settings.js'
import { readPlace } from '../inventory/read-place.js'
import { findingDiagnostics, reportOf, type GateReport } from './findings.js'
import { stackSettings } from './stack-settings.js'

/** Runs the gates on stacks that lie in a folder, whoever wrote them; with the settings of their place where these are known. */
export function gateOutput(outdir: string, settings?: StackSettings): Diagnostic[] {
  return findingDiagnostics(runGates(readOutput(outdir), settings))
}

/** The same, as a report. Rejects a folder without stacks. */
export function reportOutput(outdir: string, settings?: StackSettings): GateReport {
  if (!existsSync(join(outdir, 'manifest.json'))) throw new DiagnosticError(problem('STK_NOT_WRITTEN', { folder: outdir }))
  const stacks = readOutput(outdir)
  return reportOf(stacks, runGates(stacks, settings), ['files'])
}

/** What sites.yaml of a place says of its stacks; undefined where it has none, or a wrong one, and for what is no place. */
export async function settingsOfPlace(root: string, place: string): Promise<StackSettings | undefined> {
  if (!existsSync(join(root, 'inventory', place))) return undefined
  const { sites, diagnostics } = await readPlace(root, place)
  return sites === undefined || hasErrors(diagnostics) ? undefined : stackSettings(sites)
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
