import { suggest } from '../../../diagnostics/suggest.js'
import { namePath, textAt } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, entryName, type Entry, type PlaceData } from '../place-data.js'

/** Replicas that are no other deployment of the same system. */
export function wrongReplicas(data: PlaceData): Finding[] {
  return entriesIn(data, 'systems').flatMap(replicasOf)
}

function replicasOf(entry: Entry): Finding[] {
  const deployments: readonly unknown[] = Array.isArray(entry.record['deployments']) ? entry.record['deployments'] : []
  return deployments.flatMap((deployment, index) => {
    const id = textAt(deployment, 'replica')
    const others = deployments.flatMap((other) => (other === deployment ? [] : textAt(other, 'id') ?? []))
    if (id === undefined || others.includes(id)) return []
    const path = [...entry.path, 'deployments', index, 'replica']
    const params = { field: namePath(entry.file.value, path), id, system: entryName(entry) }
    return [{ code: 'INV_WRONG_REPLICA', params, file: entry.file, path, part: 'value', suggestion: suggest(id, others) } satisfies Finding]
  })
}
