import { contentHash } from '../../model/canonical.js'
import type { Proof } from '../../ports/data-mover.js'

export interface Content {
  readonly rows: ReadonlyMap<number, string>
  readonly sequence: number
}

/** Counts, hashes and the keys that differ, as every proof has them. */
export function compareContents(method: Proof['method'], source: Content, target: Content, milliseconds: number): Proof {
  const keys = new Set([...source.rows.keys(), ...target.rows.keys()])
  const differing = [...keys].filter((key) => source.rows.get(key) !== target.rows.get(key)).sort((a, b) => a - b).map((key) => `key ${key}`)
  const different = method === 'snapshots' && source.sequence !== target.sequence ? ['document number'] : []
  const table = {
    table: 'entries', differing, rowsSource: source.rows.size, hashSource: hashOf(source), rowsTarget: target.rows.size, hashTarget: hashOf(target),
  }
  return {
    result: differing.length + different.length === 0 ? 'pass' : 'fail', method, milliseconds, tables: [table],
    sequences: { compared: method === 'snapshots' ? 1 : 0, different }, largeObjects: { compared: 0, different: 0 }, objects: { compared: 0, different: [] },
  }
}

function hashOf({ rows }: Content): string {
  return contentHash([...rows].sort(([a], [b]) => a - b).map(([key, value]) => `${key} ${value}`))
}
