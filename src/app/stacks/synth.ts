import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import type { BlueprintOptions } from '../../flow/synth/blueprint/blueprint.js'
import { selectUnits, type Selection } from '../../flow/synth/blueprint/select.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import type { Stacks } from '../../flow/synth/stacks.js'
import { synthesize } from '../../flow/synth/synthesize.js'
import { canonicalJson } from '../../model/canonical.js'
import type { PlaceOnDisk, ReadOptions } from '../inventory/read-place.js'
import { findingDiagnostics } from './findings.js'
import { loadBlueprint, type LoadedBlueprint } from './load-blueprint.js'
import { systemsOfWave, type WaveRequest } from './wave.js'

/** `promoted`: systems that this call promotes, besides those that sites.yaml remembers. */
export interface SynthOptions extends Selection, BlueprintOptions, ReadOptions {
  /** Folder that `manifest.json`, the stacks and the artifact `stacks.json` are written to. */
  readonly outdir: string
  /** Only systems of this wave, and of these those in `systems` where that is given. */
  readonly wave?: WaveRequest
}

export interface Synthesis {
  /** Problems of the files, then what the gates found. */
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  readonly place: PlaceOnDisk
  /** Left out when nothing was written. */
  readonly stacks?: Stacks
}

/** Writes the stacks of a place and the artifact that says what was written. */
export async function synthPlace(root: string, name: string, { outdir, wave, weights = {}, promoted = [], sitesFile, ...named }: SynthOptions): Promise<Synthesis> {
  const { diagnostics, sources, place, loaded } = await loadBlueprint(root, name, { weights, promoted, sitesFile })
  if (!loaded) return { diagnostics, sources, place }
  const { selection, diagnostics: unknown } = await selectionOf(loaded, named, wave)
  const wrong = unknown.length > 0 ? unknown : [...checkSelection(loaded.blueprint, selection), ...strangers(loaded.blueprint, [...Object.keys(weights), ...promoted])]
  if (hasErrors(wrong)) return { diagnostics: [...diagnostics, ...wrong], sources, place }
  const stacks = synthesize(loaded.inventory, loaded.intent, loaded.assessment, { ...selection, weights, promoted: loaded.promoted, outdir, settings: loaded.settings })
  mkdirSync(outdir, { recursive: true })
  writeFileSync(join(outdir, 'stacks.json'), `${canonicalJson(stacks)}\n`)
  return { diagnostics: [...diagnostics, ...findingDiagnostics(stacks.findings)], sources, place, stacks }
}

async function selectionOf(loaded: NonNullable<LoadedBlueprint['loaded']>, named: Selection, wave: WaveRequest | undefined): Promise<{ selection: Selection; diagnostics: readonly Diagnostic[] }> {
  if (!wave) return { selection: named, diagnostics: [] }
  const { systems, diagnostics } = await systemsOfWave(wave, loaded, loaded.blueprint)
  return { selection: { ...named, systems: systems.filter((system) => named.systems?.includes(system) ?? true) }, diagnostics }
}

/** Names that select nothing: a selection that is misspelt would otherwise write nothing and succeed. */
function checkSelection({ place, units }: Blueprint, selection: Selection): Diagnostic[] {
  const sites = [...new Set(units.map(({ site }) => site.id))]
  const unknownSites = (selection.sites ?? []).filter((name) => ![...sites, 'primary', 'dr'].includes(name))
  const wrong = [
    ...unknownSites.map((site) => unknown('STK_UNKNOWN_SITE', { site, place, known: sites.join(', ') }, site, sites)),
    ...strangers({ place, units }, selection.systems ?? []),
  ]
  if (wrong.length > 0 || selectUnits({ place, units }, selection).length > 0) return wrong
  return [problem('STK_NOTHING_SELECTED', { place })]
}

/** Systems that are named and have no stack. */
function strangers({ place, units }: Blueprint, named: readonly string[]): Diagnostic[] {
  const systems = units.flatMap((unit) => (unit.kind === 'system' ? [unit.system] : []))
  return named.filter((system) => !systems.includes(system)).map((system) => unknown('STK_UNKNOWN_SYSTEM', { system, place }, system, systems))
}

function unknown(code: 'STK_UNKNOWN_SITE' | 'STK_UNKNOWN_SYSTEM', params: Record<string, string>, name: string, known: readonly string[]): Diagnostic {
  const suggestion = suggest(name, known)
  return problem(code, params, suggestion === undefined ? {} : { suggestion })
}
