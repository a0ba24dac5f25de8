import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Sites } from '../../flow/inventory/schema/inventory.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import { defaultSettings, type StackSettings } from '../../flow/synth/settings.js'

/** What sites.yaml says of all stacks of a place; an error where a cluster would keep the state of its own stacks. */
export function stackSettings(sites: Sites | undefined, { place, units }: Blueprint): { settings: StackSettings; diagnostics: Diagnostic[] } {
  const state = sites?.state ?? defaultSettings.state
  const ids = [...new Set(units.map(({ site }) => site.id))].sort()
  const keepers = state.kind === 'kubernetes' ? ids.map((id) => [id, keeperOf(id, ids, sites)] as const) : []
  const stateSites = Object.fromEntries(keepers.flatMap(([id, keeper]) => (keeper === undefined ? [] : [[id, keeper]])))
  const homeless = keepers.flatMap(([id, keeper]) => (keeper === undefined ? [id] : []))
  return {
    settings: { state, providerSource: sites?.providerSource ?? defaultSettings.providerSource, stateSites },
    diagnostics: homeless.map((site) => problem('STK_STATE_SITE', { site, place })),
  }
}

/** The DR site's cluster for the primary, and the other way round; else the first that is another cluster. */
function keeperOf(site: string, ids: readonly string[], sites: Sites | undefined): string | undefined {
  const uid = (id: string): string => sites?.sites.find((access) => access.site === id)?.uid ?? id
  const twin = site.endsWith('-dr') ? site.slice(0, -'-dr'.length) : `${site}-dr`
  return [twin, ...ids].find((id) => ids.includes(id) && uid(id) !== uid(site))
}
