import type { Proof } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { databaseObjects, type DatabaseObject } from '../sql/objects.js'
import type { Pair } from './compare.js'

/** Told, and no reason to fail: a newer server brings newer extensions. */
const TOLD_ONLY = 'extension-version '

/** Both catalogs as hashes of definitions; what is different is named as `kind name`. */
export async function compareObjects({ source, target }: Pair): Promise<Proof['objects']> {
  const same = await majorOf(source) === await majorOf(target)
  const read = async (session: Session) => byName(await session.rows<DatabaseObject>(databaseObjects, [same]))
  const [here, there] = await Promise.all([read(source), read(target)])
  const names = new Set([...here.keys(), ...there.keys()])
  return { compared: names.size, different: [...names].filter((name) => here.get(name) !== there.get(name)).sort() }
}

async function majorOf(session: Session): Promise<number> {
  return (await session.one<{ major: number }>(`SELECT current_setting('server_version_num')::int / 10000 AS major`)).major
}

function byName(objects: readonly DatabaseObject[]): ReadonlyMap<string, string> {
  return new Map(objects.map(({ kind, name, hash }) => [`${kind} ${name}`, hash]))
}

export function objectsEqual({ different }: Proof['objects']): boolean {
  return different.every((name) => name.startsWith(TOLD_ONLY))
}
