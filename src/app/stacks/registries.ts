import { siteDefaults, siteNames } from '../../flow/synth/names.js'
import type { PlaceOnDisk } from '../inventory/read-place.js'

/** Hosts of the image registries of each site, by the site's id; its own first. */
export function registriesOf({ inventory }: PlaceOnDisk): Record<string, readonly string[]> {
  return Object.fromEntries((inventory?.clouds ?? []).flatMap(({ id, cluster, drCluster }) => {
    const [primary, dr] = [siteNames.primary(id), siteNames.dr(id)]
    const hosts = (site: string, stated: typeof cluster): readonly string[] => [stated?.registry ?? siteDefaults.registry(site), ...(stated?.registries ?? [])]
    return [[primary, hosts(primary, cluster)], [dr, hosts(dr, drCluster)]]
  }))
}
