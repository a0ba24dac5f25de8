import type { Proof } from '../../../ports/data-mover.js'
import { databaseObjects, type DatabaseObject } from '../sql/objects.js'
import type { Pair } from './compare.js'

/** Told, and no reason to fail: a newer server brings newer extensions. */
const TOLD_ONLY = 'extension-version '

/** Both catalogs as hashes of definitions; what is different is named as `kind name`. */
export async function compareObjects({ source, target }: Pair): Promise<Proof['objects']> {
  const majors = await Promise.all([source, target].map((session) => session.one<{ major: number }>(`SELECT current_setting('server_version_num')::int / 10000 AS major`)))
  const same = majors[0]!.major === majors[1]!.major
  const [here, there] = await Promise.all([source, target].map(async (session) => byName(await session.rows<DatabaseObject>(databaseObjects, [same]))))
  const names = new Set([...here!.keys(), ...there!.keys()])
  return { compared: names.size, different: [...names].filter((name) => here!.get(name) !== there!.get(name)).sort() }
}

function byName(objects: readonly DatabaseObject[]): ReadonlyMap<string, string> {
  return new Map(objects.map(({ kind, name, hash }) => [`${kind} ${name}`, hash]))
}

export function objectsEqual({ different }: Proof['objects']): boolean {
  return different.every((name) => name.startsWith(TOLD_ONLY))
}
