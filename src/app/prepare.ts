import { DiagnosticError, hasErrors, problem } from '../diagnostics/diagnostic.js'
import { decideAll } from '../flow/flow.js'
import { findingsOf } from './plan/create.js'
import { placeForRun } from './run/load-place.js'
import type { Approved } from './run/start.js'

/** Everything a run needs of a place, decided anew: same files and seed give the same bytes. Throws what stands in the way. */
export async function preparePlace(root: string, place: string, options: { readonly seed: number; readonly stacksFolder: string }): Promise<Approved> {
  const { inventory, intent, endpoints } = await placeForRun(root, place)
  const { synthesize } = await import('../flow/synth/synthesize.js')
  const { assessment, plan, stacks, diagnostics } = decideAll(inventory, intent, {
    seed: options.seed,
    synthesize: (...facts) => synthesize(...facts, { outdir: options.stacksFolder }),
  })
  if (hasErrors(diagnostics) || !plan) throw new DiagnosticError(...diagnostics, ...(diagnostics.length === 0 ? [problem('CLI_INTERNAL', { detail: 'no plan and no reason' })] : []))
  return { inventory, intent, endpoints, assessment, findings: findingsOf({ inventory, intent }, assessment, plan), plan, stacks: stacks ?? null }
}
