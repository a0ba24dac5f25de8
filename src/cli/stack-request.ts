import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { rootOfPlace } from '../app/inventory/root.js'
import type { PlaceRequest } from '../app/stacks/open-place.js'
import { DiagnosticError, problem } from '../diagnostics/diagnostic.js'
import { hours, minutes, seconds, type Duration } from '../model/duration.js'
import type { Io } from './io.js'
import { findingFormats, type FindingFormat } from './views/findings.js'
import { graphFormats, type GraphFormat } from './views/stacks-graph.js'

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
  readonly promote?: readonly string[]
  readonly out?: string
  /** A sites.yaml elsewhere than in the place. */
  readonly sites?: string
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

/** Rejects a promotion and a step of a cutover in one call: they are judged by other rules. */
export function synthOptions({ place, site, system, wave, datedPlan, weight, promote, out, sites }: SelectionArgs, io: Io): PlaceRequest['selection'] {
  if (promote !== undefined && weight !== undefined) throw new DiagnosticError(problem('STK_TWO_ACTS', { place }))
  return {
    outdir: resolve(io.cwd, out ?? `cdktf.out/${place}`),
    ...(site === undefined ? {} : { sites: [site] }),
    ...(sites === undefined ? {} : { sitesFile: resolve(io.cwd, sites) }),
    ...(system === undefined ? {} : { systems: system }),
    ...(wave === undefined ? {} : { wave: { wave: wholeNumber('--wave', wave), file: datedPlan === undefined ? undefined : resolve(io.cwd, datedPlan) } }),
    ...(promote === undefined ? {} : { promoted: promote }),
    ...(weight === undefined ? {} : { weights: Object.fromEntries(weight.map(weightOf)) }),
  }
}

function wholeNumber(option: string, value: string): number {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option, value, form: '1, 2, 3, …' }))
  return Number(value)
}

const units = { s: seconds, m: minutes, h: hours } as const

/** `--wait`: how long rollouts may take that are under way; 0, also where nothing is said, looks once. */
export function waitOf(value = '0'): Duration {
  const [, count, unit] = /^(\d{1,4})([smh])$/.exec(value) ?? []
  if (value === '0') return seconds(0)
  if (count === undefined) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option: '--wait', value, form: '0, 90s, 5m, 1h' }))
  return units[unit as keyof typeof units](Number(count))
}

function weightOf(value: string): readonly [system: string, percent: number] {
  const [, system, percent] = /^([a-z0-9-]+)=(\d{1,3})$/.exec(value) ?? []
  if (system === undefined || Number(percent) > 100) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option: '--weight', value, form: '<system>=0 … <system>=100' }))
  return [system, Number(percent)]
}

/** How a report of findings is printed; rejects what is none of the formats. */
export function formatOf(value: string | undefined): FindingFormat {
  return oneOf(findingFormats, value)
}

export function graphFormatOf(value: string | undefined): GraphFormat {
  return oneOf(graphFormats, value)
}

function oneOf<Format extends string>(formats: readonly Format[], value = 'text'): Format {
  const known = formats.find((format) => format === value)
  if (!known) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option: '--format', value, form: formats.join(', ') }))
  return known
}
