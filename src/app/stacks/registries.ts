import { siteDefaults, siteNames } from '../../flow/synth/names.js'
import type { PlaceOnDisk } from '../inventory/read-place.js'

/** Host of the image registry of each site, by the site's id. */
export function registriesOf({ inventory }: PlaceOnDisk): Record<string, string> {
  return Object.fromEntries((inventory?.clouds ?? []).flatMap(({ id, cluster, drCluster }) => {
    const [primary, dr] = [siteNames.primary(id), siteNames.dr(id)]
    return [[primary, cluster?.registry ?? siteDefaults.registry(primary)], [dr, drCluster?.registry ?? siteDefaults.registry(dr)]]
  }))
}
