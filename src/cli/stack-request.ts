import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { rootOfPlace } from '../app/inventory/root.js'
import type { PlaceRequest } from '../app/stacks/open-place.js'
import { DiagnosticError, problem } from '../diagnostics/diagnostic.js'
import type { Io } from './io.js'
import { findingFormats, type FindingFormat } from './views/findings.js'

/** What all commands say that work on selected stacks of a place. */
export interface SelectionArgs {
  readonly place: string
  readonly root?: string
  /** Id of a site, or its role: primary, dr. */
  readonly site?: string
  readonly system?: readonly string[]
  readonly wave?: string
  readonly datedPlan?: string
  readonly weight?: readonly string[]
  readonly out?: string
}

/** Those that reach clusters say besides. */
export interface SiteArgs extends SelectionArgs {
  readonly kubeconfig?: string
  readonly context?: string
  readonly uid?: string
  readonly parallel?: string
}

/** What was parsed, as the use cases take it. Rejects a value that is no number of its kind. */
export function placeRequest(args: SiteArgs, io: Io, signal: AbortSignal): PlaceRequest {
  const { place, kubeconfig, context, uid, parallel } = args
  const flags = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }), ...(uid === undefined ? {} : { uid }) }
  const pool = parallel === undefined ? availableParallelism() : wholeNumber('--parallel', parallel)
  return { root: rootOf(args, io), cwd: io.cwd, place, selection: synthOptions(args, io), flags, environment: process.env, parallel: pool, signal }
}

export function rootOf({ place, root }: SelectionArgs, io: Io): string {
  return root === undefined ? rootOfPlace(io.cwd, place) : resolve(io.cwd, root)
}

export function synthOptions({ place, site, system, wave, datedPlan, weight, out }: SelectionArgs, io: Io): PlaceRequest['selection'] {
  return {
    outdir: resolve(io.cwd, out ?? `cdktf.out/${place}`),
    ...(site === undefined ? {} : { sites: [site] }),
    ...(system === undefined ? {} : { systems: system }),
    ...(wave === undefined ? {} : { wave: { wave: wholeNumber('--wave', wave), file: datedPlan === undefined ? undefined : resolve(io.cwd, datedPlan) } }),
    ...(weight === undefined ? {} : { weights: Object.fromEntries(weight.map(weightOf)) }),
  }
}

function wholeNumber(option: string, value: string): number {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option, value, form: '1, 2, 3, …' }))
  return Number(value)
}

function weightOf(value: string): readonly [system: string, percent: number] {
  const [, system, percent] = /^([a-z0-9-]+)=(\d{1,3})$/.exec(value) ?? []
  if (system === undefined || Number(percent) > 100) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option: '--weight', value, form: '<system>=0 … <system>=100' }))
  return [system, Number(percent)]
}

/** How a report of findings is printed; rejects what is none of the formats. */
export function formatOf(value: string | undefined): FindingFormat {
  const known = findingFormats.find((format) => format === (value ?? 'text'))
  if (!known) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option: '--format', value: value ?? '', form: findingFormats.join(', ') }))
  return known
}
