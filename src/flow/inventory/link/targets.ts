import { isRecord, namePath, textAt, valueAt, type DataPath } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, shortPlace, type Entry, type PlaceData } from '../place-data.js'

/** What target deployments ask of the cloud and cannot have: two places at once, an operator that is not there. */
export function targetProblems(data: PlaceData): Finding[] {
  return entriesIn(data, 'systems').flatMap((entry) => [...twoZones(entry), ...databaseHosting(data, entry)])
}

interface Deployment {
  readonly value: Readonly<Record<string, unknown>>
  readonly path: DataPath
}

function deploymentsOf({ record, path }: Entry): Deployment[] {
  const items: unknown[] = Array.isArray(record['deployments']) ? record['deployments'] : []
  return items.flatMap((value, index) => (isRecord(value) ? [{ value, path: [...path, 'deployments', index] }] : []))
}

/** A system has one place on the cloud; deployments of env target that lie elsewhere than the first contradict it. */
function twoZones(entry: Entry): Finding[] {
  const [first, ...others] = deploymentsOf(entry).filter(({ value }) => value['env'] === 'target')
  return others.flatMap(({ value, path }) => {
    if (first === undefined) return []
    const difference = ['cloud', 'cloudZone', 'domain'].find((key) => differs(value[key], first.value[key]))
    if (difference === undefined) return []
    const at = [...path, difference]
    const params = { field: namePath(entry.file.value, at), difference, first: shortPlace(entry.file.locate([...first.path, difference], 'value')) }
    return [{ code: 'INV_SYSTEM_TWO_ZONES', params, file: entry.file, path: at, part: 'value' } satisfies Finding]
  })
}

function differs(one: unknown, other: unknown): boolean {
  return one !== undefined && other !== undefined && one !== other
}

/** Only deployments that name their cloud can be checked here; where the assessment chooses it, a gate looks at the stacks. */
function databaseHosting(data: PlaceData, entry: Entry): Finding[] {
  return deploymentsOf(entry).flatMap(({ value, path }) => {
    const stores: unknown[] = Array.isArray(value['db']) ? value['db'] : []
    return stores.flatMap((store, index): Finding[] => {
      if (textAt(store, 'hosting') !== 'cloudnative_pg') return []
      const at = [...path, 'db', index, 'hosting']
      const common = { field: namePath(entry.file.value, at) }
      const where = { file: entry.file, path: at, part: 'value' } as const
      const product = textAt(store, 'product')
      if (product !== undefined && product !== 'postgresql') return [{ code: 'INV_CNPG_PRODUCT', params: { ...common, product }, ...where }]
      const missing = withoutOperator(data, value)
      return missing === null ? [] : [{ code: 'INV_CNPG_NOT_INSTALLED', params: { ...common, ...missing }, ...where }]
    })
  })
}

function withoutOperator(data: PlaceData, deployment: Deployment['value']): { cloud: string; cluster: string } | null {
  const id = textAt(deployment, 'cloud')
  const cloud = entriesIn(data, 'clouds').find(({ record }) => record['id'] === id)
  const cluster = deployment['env'] === 'dr' ? 'drCluster' : 'cluster'
  if (id === undefined || cloud === undefined || deployment['env'] === 'current' || valueAt(cloud.record, [cluster, 'cloudNativePg']) === true) return null
  return { cloud: id, cluster }
}
