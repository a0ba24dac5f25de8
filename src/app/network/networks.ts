import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import type { Selection } from '../../flow/synth/blueprint/select.js'
import { readOutput } from '../../flow/synth/output/read-output.js'
import type { Network } from '../../flow/synth/reachability/network.js'
import { networksOf } from '../../flow/synth/reachability/read-network.js'
import { synthesize } from '../../flow/synth/synthesize.js'
import type { PlaceOnDisk } from '../inventory/read-place.js'
import { loadBlueprint, type LoadedBlueprint } from '../stacks/load-blueprint.js'
import type { PlacedSystems } from './ends.js'

export interface PlaceNetworks {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  readonly place: PlaceOnDisk
  /** Left out when the files of the place have errors or the site is none. */
  readonly loaded?: PlacedSystems & { readonly networks: readonly Network[] }
}

/** What the stacks of a place, written as for `stacks synth`, let through at a site, a role's sites, or all; nothing is left on disk. */
export async function placeNetworks(root: string, name: string, site?: string): Promise<PlaceNetworks> {
  const { diagnostics, sources, place, loaded } = await loadBlueprint(root, name)
  if (!loaded) return { diagnostics, sources, place }
  const known = [...new Set(loaded.blueprint.units.map((unit) => unit.site.id))].sort()
  if (site !== undefined && ![...known, 'primary', 'dr'].includes(site)) {
    return { diagnostics: [...diagnostics, unknownSite(name, site, known)], sources, place }
  }
  const { units } = loaded.blueprint
  // A replica may lie with another cloud; the system is of its primary's.
  const systems = units.flatMap((unit) => {
    return unit.kind === 'system' && unit.site.role === 'primary' ? [[unit.system, { domain: unit.domain, cloud: unit.site.cloud }] as const] : []
  })
  const clouds = new Map(units.map((unit) => [unit.site.id, unit.site.cloud]))
  const networks = written(loaded, site === undefined ? {} : { sites: [site] })
  return { diagnostics, sources, place, loaded: { inventory: loaded.inventory, placed: new Map(systems), clouds, networks } }
}

function unknownSite(place: string, site: string, known: readonly string[]): Diagnostic {
  const suggestion = suggest(site, known)
  return problem('NET_UNKNOWN_SITE', { place, site, known: known.join(', ') }, suggestion === undefined ? {} : { suggestion })
}

function written({ inventory, intent, assessment, settings, promoted }: NonNullable<LoadedBlueprint['loaded']>, selection: Selection): Network[] {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-network-'))
  try {
    const outdir = join(folder, 'stacks')
    synthesize(inventory, intent, assessment, { ...selection, settings, promoted, outdir })
    return networksOf(readOutput(outdir))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
