import { suggest } from '../../../diagnostics/suggest.js'
import { podPort } from '../../../model/pod-port.js'
import { holdsSecret, namesSecret } from '../../../model/secret-words.js'
import { isRecord, namePath, textAt, valueAt, type DataPath } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, shortPlace, type Entry, type PlaceData } from '../place-data.js'

/** A record inside a system, as written, and the way to it. */
interface Part {
  readonly entry: Entry
  readonly path: DataPath
  readonly value: Readonly<Record<string, unknown>>
}

/** What single fields cannot tell of what a system runs: names and ports that meet, secrets, fields of another kind, unknown roles. */
export function workloadProblems(data: PlaceData): Finding[] {
  return entriesIn(data, 'systems').flatMap((entry) => partsAt({ entry, path: entry.path, value: entry.record }, 'deployments').flatMap(deploymentProblems))
}

function deploymentProblems(deployment: Part): Finding[] {
  const workloads = partsAt(deployment, 'workloads')
  const both = deployment.value['image'] !== undefined && deployment.value['workloads'] !== undefined
  return [
    ...(both ? [found('INV_TWO_IMAGES', deployment, ['image'])] : []),
    ...samePorts(deployment, deployment.value['image'] !== undefined),
    ...sameNames(deployment, 'workloads', workloads),
    ...workloads.flatMap((workload) => workloadProblem(workload, deployment)),
  ]
}

function workloadProblem(workload: Part, deployment: Part): Finding[] {
  const volumes = sameNames(workload, 'volumes', partsAt(workload, 'volumes'))
  return [...fieldsOfKind(workload), ...unknownRole(workload, deployment), ...samePorts(workload, true), ...volumes, ...secretsIn(workload)]
}

const offSchedule = ['replicas', 'ports', 'probe']

/** A field that the kind has no use for would be ignored without a word. */
function fieldsOfKind(workload: Part): Finding[] {
  const scheduled = workload.value['kind'] === 'cron_job'
  const record = nameOf(workload, [])
  const useless = scheduled ? offSchedule : ['schedule']
  const missing = scheduled && workload.value['schedule'] === undefined ? [found('INV_MISSING_FIELD', workload, [], { key: 'schedule', record })] : []
  const stated = useless.filter((key) => workload.value[key] !== undefined)
  return [...missing, ...stated.map((key): Finding => ({ ...found('INV_UNKNOWN_KEY', workload, [key], { key, record }), part: 'key' }))]
}

function unknownRole(workload: Part, deployment: Part): Finding[] {
  const role = textAt(workload.value, 'nodes')
  const known = partsAt(deployment, 'nodes').flatMap(({ value }) => textAt(value, 'role') ?? [])
  if (role === undefined || known.includes(role)) return []
  return [{ ...found('INV_UNKNOWN_NODE_ROLE', workload, ['nodes'], { role, known: known.join(', ') || '-' }), suggestion: suggest(role, known) }]
}

/** Equal ports, and, of what runs in a pod, two that would be the same there: 80 beside 8080. */
function samePorts(owner: Part, inPod: boolean): Finding[] {
  const ports = valueAt(owner.value, ['ports'])
  const numbers: unknown[] = Array.isArray(ports) ? ports : []
  return numbers.flatMap((port, index) => {
    if (typeof port !== 'number') return []
    const earlier = numbers.slice(0, index).find((other) => typeof other === 'number' && (inPod ? podPort(other) === podPort(port) : other === port))
    return earlier === undefined ? [] : [found('INV_PORT_TWICE', owner, ['ports', index], { port, pod: podPort(port), other: Number(earlier) })]
  })
}

function sameNames(owner: Part, list: string, parts: readonly Part[]): Finding[] {
  return parts.flatMap((part, index) => {
    const id = textAt(part.value, 'name')
    const earlier = parts.slice(0, index).find(({ value }) => id !== undefined && value['name'] === id)
    if (id === undefined || earlier === undefined) return []
    const first = shortPlace(owner.entry.file.locate([...earlier.path, 'name'], 'value'))
    return [found('INV_DUPLICATE_ID', part, ['name'], { list: nameOf(owner, [list]), id, first })]
  })
}

const variable = /^[A-Za-z_][A-Za-z0-9_]*$/

/** Secrets among what the program is given. A message may hold the key and never the value. */
function secretsIn(workload: Part): Finding[] {
  const config = isRecord(workload.value['config']) ? workload.value['config'] : {}
  const settings = Object.entries(config).flatMap(([key, value]) => {
    if ((namesSecret(key) && value !== '' && value !== null) || holdsSecret(String(value))) return [found('INV_CLEAR_TEXT_SECRET', workload, ['config', key])]
    return variable.test(key) ? [] : [{ ...found('INV_BAD_FORMAT', workload, ['config', key], { value: key, form: 'A-Z 0-9 _' }), part: 'key' as const }]
  })
  return [...settings, ...['command', 'args'].flatMap((list) => secretWords(workload, list))]
}

/** `--password=x`, `--password x`, `DB_PASSWORD=x`, and addresses that hold user and password. */
function secretWords(workload: Part, list: string): Finding[] {
  const written = workload.value[list]
  const words: unknown[] = Array.isArray(written) ? written : []
  return words.flatMap((word, index) => {
    const [name = '', ...value] = String(word).split('=')
    const before = String(words[index - 1] ?? '')
    const afterFlag = /^-/.test(before) && !before.includes('=') && namesSecret(before) && !String(word).startsWith('-')
    const assigned = namesSecret(name) && value.join('=') !== '' && !isReference(value.join('='))
    return assigned || (afterFlag && !isReference(String(word))) || holdsSecret(String(word)) ? [found('INV_CLEAR_TEXT_SECRET', workload, [list, index])] : []
  })
}

/** `$(DB_PASSWORD)`, which Kubernetes fills from the environment, or `$DB_PASSWORD` of a shell. */
function isReference(value: string): boolean {
  return /^\$(\([A-Za-z_][A-Za-z0-9_]*\)|\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Za-z_][A-Za-z0-9_]*)$/.test(value)
}

function partsAt({ entry, path, value }: Part, key: string): Part[] {
  const items = value[key]
  if (!Array.isArray(items)) return []
  return items.flatMap((item: unknown, index) => (isRecord(item) ? [{ entry, path: [...path, key, index], value: item }] : []))
}

function nameOf({ entry, path }: Part, more: DataPath): string {
  return namePath(entry.file.value, [...path, ...more])
}

function found(code: Finding['code'], part: Part, field: DataPath, params: Finding['params'] = {}): Finding {
  return { code, params: { field: nameOf(part, field), ...params }, file: part.entry.file, path: [...part.path, ...field], part: 'value' }
}
