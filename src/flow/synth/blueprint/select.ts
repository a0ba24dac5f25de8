import type { Blueprint, Unit } from './units.js'

/** Which stacks to build; what is not given selects all. A site is named by its id or by its role. */
export interface Selection {
  readonly systems?: readonly string[]
  readonly sites?: readonly string[]
}

/** The selected units and those they depend on, in order. */
export function selectUnits({ units }: Blueprint, { systems, sites }: Selection): Unit[] {
  const byName = new Map(units.map((unit) => [unit.name, unit]))
  const selected = new Set<string>()
  const include = (name: string): void => {
    selected.add(name)
    byName.get(name)?.dependencies.forEach(include)
  }
  units.filter((unit) => isOfSystems(unit, systems) && isAtSites(unit, sites)).forEach(({ name }) => include(name))
  return units.filter(({ name }) => selected.has(name))
}

function isOfSystems(unit: Unit, systems: readonly string[] | undefined): boolean {
  if (!systems) return true
  return (unit.kind === 'system' || unit.kind === 'edge') && systems.includes(unit.system)
}

function isAtSites({ site }: Unit, sites: readonly string[] | undefined): boolean {
  return !sites || sites.includes(site.id) || sites.includes(site.role)
}
