import { canonicalJson } from '../../../model/canonical.js'
import type { Json } from '../../../model/json.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { asList, asObject, at, text } from '../output/read-output.js'

/** One place where a primary and its replica may differ. */
export interface DeclaredDifference {
  /** From its first key; `*` is one key, `database-*` one that begins so, `*-to-legacy` one that ends so. */
  readonly path: readonly string[]
  /** Whether the two agree in all but what may differ there; whatever they are where nothing is said. What lies below is not looked at. */
  readonly alike?: (primary: Json | undefined, dr: Json | undefined) => boolean
}

const deployment = ['resource', 'kubernetes_deployment_v1', '*', 'spec']
const statefulSet = ['resource', 'kubernetes_stateful_set_v1', '*', 'spec']
const cronJob = ['resource', 'kubernetes_cron_job_v1', '*', 'spec']
const database = ['resource', 'kubernetes_manifest', 'database-*', 'manifest', 'spec']
const namespace = ['resource', 'kubernetes_namespace_v1', '*', 'metadata']
const templates = [[...deployment, 'template'], [...statefulSet, 'template'], [...cronJob, 'job_template', 'spec', 'template']]

/** What tells the state of one stack from another's, by the kind of its backend. */
const stateNames = {
  local: ['path'], pg: ['schema_name'], s3: ['key'], kubernetes: ['secret_suffix', 'config_context'], http: ['address', 'lock_address', 'unlock_address'],
}

/** What may differ between a primary and its replica, and nothing else. */
export const declaredDifferences: readonly DeclaredDifference[] = [
  // Which stack, state and cluster it is.
  { path: ['//', 'metadata', 'stackName'] },
  { path: ['resource', '*', '*', '//', 'metadata', 'path'] },
  ...Object.entries(stateNames).flatMap(([kind, names]) => names.map((name) => ({ path: ['terraform', 'backend', kind, name] }))),
  { path: ['provider', 'kubernetes', '*', 'config_context'] },
  { path: [...namespace, 'labels', labelKeys.site] },
  { path: [...namespace, 'labels', labelKeys.facility] },
  // Which part it plays: a standby keeps fewer pods up and runs no batch.
  { path: [...namespace, 'labels', labelKeys.role] },
  { path: ['resource', 'kubernetes_config_map_v1', '*', 'data', 'SITE_ROLE'] },
  ...templates.map((template) => ({ path: [...template, 'metadata', 'annotations', annotationKeys.role] })),
  { path: [...deployment, 'replicas'] },
  { path: [...statefulSet, 'replicas'] },
  { path: [...cronJob, 'suspend'] },
  { path: [...database, 'instances'] },
  { path: [...database, 'replica', 'self'] },
  { path: [...database, 'replica', 'source'] },
  { path: [...database, 'bootstrap'], alike: sameDatabase },
  // Neighbours that are missing at the site, and what its cluster lacks, are reported by gates of their own.
  { path: [...namespace, 'annotations', annotationKeys.unresolved] },
  { path: [...namespace, 'annotations', annotationKeys.lacks] },
  // What a site has of its own. Of an image the host may differ: each site pulls from its own registry.
  { path: [...namespace, 'annotations', annotationKeys.registries] },
  ...templates.map((template) => ({ path: [...template, 'spec', 'container', '*', 'image'], alike: sameImage })),
  { path: [...database, 'imageName'], alike: sameImage },
  { path: ['resource', 'kubernetes_persistent_volume_claim_v1', '*', 'spec', 'storage_class_name'] },
  { path: [...statefulSet, 'volume_claim_template', '*', 'spec', 'storage_class_name'] },
  { path: [...database, 'storage', 'storageClass'] },
  // Where several clouds keep their replicas at one site, a domain's gateway leads to the systems of all.
  ...['*-allow-to-systems', '*-allow-to-legacy'].map((policy) => ({ path: ['resource', 'kubernetes_network_policy_v1', policy], alike: opensAsMuch })),
]

export function matches(path: readonly string[], pattern: readonly string[]): boolean {
  return path.length === pattern.length && pattern.every((key, index) => fits(path[index] ?? '', key))
}

function fits(key: string, pattern: string): boolean {
  if (pattern.endsWith('*')) return key.startsWith(pattern.slice(0, -1))
  return pattern.startsWith('*') ? key.endsWith(pattern.slice(1)) : key === pattern
}

function sameImage(primary: Json | undefined, dr: Json | undefined): boolean {
  return withoutHost(primary) === withoutHost(dr)
}

function withoutHost(image: Json | undefined): string {
  return typeof image === 'string' ? image.slice(image.indexOf('/') + 1) : ''
}

/** One side is made empty and the other as a copy of it, of the same database with the same owner. */
function sameDatabase(primary: Json | undefined, dr: Json | undefined): boolean {
  const made = (side: Json | undefined) => asObject(asObject(side)['initdb'] ?? asObject(side)['pg_basebackup'])
  const owned = (side: Json | undefined) => ['database', 'owner', 'secret'].map((key) => JSON.stringify(made(side)[key])).join()
  return text(made(primary)['database']) !== null && owned(primary) === owned(dr)
}

/** The same peers, and no port less; of a gateway that has no old side at home, the way to those of others. Nothing of a system's own policy. */
function opensAsMuch(primary: Json | undefined, dr: Json | undefined): boolean {
  if (!text(at(dr, 'metadata', 'namespace'))?.startsWith('dom-')) return openingOf(primary).rest === openingOf(dr).rest && openingOf(primary).ports.join() === openingOf(dr).ports.join()
  if (primary === undefined) return text(at(dr, 'metadata', 'name')) === 'allow-to-legacy'
  const [home, away] = [openingOf(primary), openingOf(dr)]
  return home.rest === away.rest && home.ports.every((port) => away.ports.includes(port))
}

/** Ports of the one rule, and all else but whose they are. */
function openingOf(policy: Json | undefined): { ports: readonly string[]; rest: string } {
  // Plans write each block as a list.
  const [metadata, spec] = ['metadata', 'spec'].map((block) => asObject(asList(asObject(policy)[block])[0]))
  const [rule, ...others] = asList(at(spec, 'egress'))
  const { ports, ...peers } = asObject(rule)
  const { annotations, ...named } = metadata!
  const { [annotationKeys.openedBy]: _facts, ...noted } = asObject(annotations)
  return { ports: asList(ports).map((port) => canonicalJson(port)), rest: canonicalJson([named, noted, { ...spec, egress: [peers, ...others] }]) }
}
