import { problem, warning, type Diagnostic, type SourceRange } from '../../diagnostics/diagnostic.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import type { CalendarDate } from '../../model/calendar-date.js'
import { readPlace, type PlaceOnDisk } from '../inventory/read-place.js'
import type { PlaceRequest } from './open-place.js'
import { locateIn, sitesFileOf } from './site-targets.js'

interface Promotion {
  readonly system: string
  /** Where sites.yaml says it; left out for one that only this call names. */
  readonly at?: SourceRange
}

/** Systems that the DR site serves in the primary's place, as sites.yaml remembers them; `named` are those of this call. Each once. */
export function promotionsOf(place: PlaceOnDisk, named: readonly string[] = []): { promoted: readonly Promotion[]; systems: readonly string[] } {
  const locate = locateIn(place, sitesFileOf(place))
  const kept: Promotion[] = (place.sites?.promoted ?? []).map(({ system }, index) => ({ system, at: locate(['promoted', index, 'system']) }))
  const added = [...new Set(named)].filter((system) => kept.every((one) => one.system !== system)).map((system) => ({ system }))
  const promoted = [...kept, ...added]
  return { promoted, systems: promoted.map(({ system }) => system).sort() }
}

/** Promotions that nothing can come of. A name of this call that no stack has is told with the names there are. */
export function withoutReplica(promoted: readonly Promotion[], { place, units }: Blueprint): Diagnostic[] {
  const sitesOf = (system: string) => units.flatMap((unit) => (unit.kind === 'system' && unit.system === system ? [unit.site.role] : []))
  return promoted.flatMap(({ system, at }) => {
    const roles = sitesOf(system)
    if (roles.includes('dr') || (roles.length === 0 && at === undefined)) return []
    return [problem('STK_PROMOTED_NO_REPLICA', { system, place }, at === undefined ? {} : { at })]
  })
}

/** After a promotion that sites.yaml does not remember: the lines to write there. The next command would know nothing of it. */
export async function unwrittenPromotions({ root, place: name, selection: { sitesFile } }: Pick<PlaceRequest, 'root' | 'place' | 'selection'>, promoted: readonly string[], today: CalendarDate): Promise<Diagnostic[]> {
  if (promoted.length === 0) return []
  const place = await readPlace(root, name, { sitesFile })
  const kept = place.sites?.promoted
  const missing = [...new Set(promoted)].filter((system) => !kept?.some((one) => one.system === system)).sort()
  if (missing.length === 0) return []
  const entries = missing.map((system) => `\n  - { system: ${system}, on: ${today}, by: …, why: … }`)
  // A file that says nothing but this has to say that it lists no sites.
  const [noSites, heading] = [place.sites ? '' : '\nsites: []', kept?.length ? '' : '\npromoted:']
  const lines = `${noSites}${heading}${entries.join('')}`
  return [warning('STK_PROMOTION_UNWRITTEN', { systems: missing.join(', '), file: sitesFileOf(place), lines })]
}
