import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import { selectUnits, type Selection } from '../../flow/synth/blueprint/select.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import type { Stacks } from '../../flow/synth/stacks.js'
import { synthesize } from '../../flow/synth/synthesize.js'
import { canonicalJson } from '../../model/canonical.js'
import { findingDiagnostics } from './findings.js'
import { loadBlueprint } from './load-blueprint.js'

export interface SynthOptions extends Selection {
  /** Folder that `manifest.json`, the stacks and the artifact `stacks.json` are written to. */
  readonly outdir: string
}

export interface Synthesis {
  /** Problems of the files, then what the gates found. */
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  /** Left out when nothing was written. */
  readonly stacks?: Stacks
}

/** Writes the stacks of a place and the artifact that says what was written. */
export async function synthPlace(root: string, place: string, { outdir, ...selection }: SynthOptions): Promise<Synthesis> {
  const { diagnostics, sources, loaded } = await loadBlueprint(root, place)
  if (!loaded) return { diagnostics, sources }
  const unknown = checkSelection(loaded.blueprint, selection)
  if (unknown.length > 0) return { diagnostics: [...diagnostics, ...unknown], sources }
  const stacks = synthesize(loaded.inventory, loaded.intent, loaded.assessment, { ...selection, outdir })
  writeFileSync(join(outdir, 'stacks.json'), `${canonicalJson(stacks)}\n`)
  return { diagnostics: [...diagnostics, ...findingDiagnostics(stacks.findings)], sources, stacks }
}

/** Names that select nothing: a selection that is misspelt would otherwise write nothing and succeed. */
function checkSelection({ place, units }: Blueprint, selection: Selection): Diagnostic[] {
  const sites = [...new Set(units.map(({ site }) => site.id))]
  const systems = units.flatMap((unit) => (unit.kind === 'system' ? [unit.system] : []))
  const strangers = (named: readonly string[] | undefined, known: readonly string[]) => (named ?? []).filter((name) => !known.includes(name))
  const wrong = [
    ...strangers(selection.sites, [...sites, 'primary', 'dr']).map((site) => {
      return unknown('STK_UNKNOWN_SITE', { site, place, known: sites.join(', ') }, site, sites)
    }),
    ...strangers(selection.systems, systems).map((system) => unknown('STK_UNKNOWN_SYSTEM', { system, place }, system, systems)),
  ]
  if (wrong.length > 0 || selectUnits({ place, units }, selection).length > 0) return wrong
  return [problem('STK_NOTHING_SELECTED', { place })]
}

function unknown(code: 'STK_UNKNOWN_SITE' | 'STK_UNKNOWN_SYSTEM', params: Record<string, string>, name: string, known: readonly string[]): Diagnostic {
  const suggestion = suggest(name, known)
  return problem(code, params, suggestion === undefined ? {} : { suggestion })
}
