/** Whatever waits for others of its kind. */
export interface Dependent {
  readonly name: string
  /** Names of those that come first; what is not in the list is taken as there already. */
  readonly dependencies: readonly string[]
}

/** The levels in which things can be done, those of one level side by side. Order inside a level is that of the list. */
export function levelsOf<Item extends Dependent>(items: readonly Item[]): Item[][] {
  const depths = new Map<string, number>()
  const byName = new Map(items.map((item) => [item.name, item]))
  const depthOf = ({ name, dependencies }: Item): number => {
    const known = depths.get(name)
    if (known !== undefined) return known
    const below = dependencies.flatMap((dependency) => byName.get(dependency) ?? []).map(depthOf)
    const depth = below.length === 0 ? 0 : Math.max(...below) + 1
    depths.set(name, depth)
    return depth
  }
  const levels: Item[][] = []
  for (const item of items) (levels[depthOf(item)] ??= []).push(item)
  return levels
}
