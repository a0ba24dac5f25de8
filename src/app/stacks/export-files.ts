import { stringify } from 'yaml'
import { contentHash, type ContentHash } from '../../model/canonical.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'

export interface StackManifests {
  readonly stack: string
  readonly site: string
  /** In the order in which they are applied. */
  readonly objects: readonly KubernetesObject[]
}

export interface ExportedObject {
  /** Relative to the folder of the export. */
  readonly file: string
  /** `Deployment sys-permits/permits`. */
  readonly object: string
  /** Of the object, however it is written. */
  readonly hash: ContentHash
}

export interface ExportedStack {
  readonly stack: string
  readonly site: string
  readonly objects: readonly ExportedObject[]
}

export interface ExportFiles {
  readonly place: string
  readonly stacks: readonly ExportedStack[]
  /** Texts by path, relative to the folder of the export. */
  readonly texts: ReadonlyMap<string, string>
}

/** The files of an export as data: names and bytes follow from the objects alone. */
export function exportFiles(place: string, stacks: readonly StackManifests[], format: 'yaml' | 'json'): ExportFiles {
  const written = stacks.map(({ stack, site, objects }) => {
    const names = fileNames(objects, format)
    const files = objects.map((object, index) => ({ object, file: `${site}/${stack}/${names[index]}` }))
    return { stack, site, files }
  })
  const texts = written.flatMap(({ stack, site, files }) => [
    ...files.map(({ object, file }) => [file, textOf(object, format)] as const),
    [`${site}/${stack}/kustomization.yaml`, kustomization(files.map(({ file }) => file.split('/').at(-1)!))] as const,
  ])
  const listed = written.map(({ stack, site, files }) => {
    return { stack, site, objects: files.map(({ object, file }) => ({ file, object: objectName(referenceTo(object)), hash: contentHash(object) })) }
  })
  return { place, stacks: listed, texts: new Map(texts) }
}

/** For a whole site: its stacks, in the order in which they are applied. */
export function siteKustomizations(stacks: readonly ExportedStack[]): ReadonlyMap<string, string> {
  const sites = [...new Set(stacks.map(({ site }) => site))]
  return new Map(sites.map((site) => [`${site}/kustomization.yaml`, kustomization(stacks.filter((stack) => stack.site === site).map(({ stack }) => stack))]))
}

/** `deployment.sys-permits.permits.yaml`; where two groups have a kind of one name, with its group. */
function fileNames(objects: readonly KubernetesObject[], format: 'yaml' | 'json'): readonly string[] {
  const plain = objects.map(({ kind, metadata: { namespace, name } }) => {
    return [kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), safe(name)].join('.')
  })
  return plain.map((name, index) => {
    const isAlone = plain.indexOf(name) === index && plain.lastIndexOf(name) === index
    return `${isAlone ? name : `${safe(objects[index]!.apiVersion)}.${name}`}.${format}`
  })
}

/** Names of roles may hold colons. */
function safe(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]/g, '_')
}

function textOf(object: KubernetesObject, format: 'yaml' | 'json'): string {
  return format === 'json' ? `${JSON.stringify(object, null, 2)}\n` : yaml(object)
}

function kustomization(resources: readonly string[]): string {
  return yaml({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources })
}

/** Plain strings that other readers of YAML 1.1 would take for something else (`yes`, `1e3`) come out in quotes; lines are never folded. */
function yaml(value: object): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: inWrittenOrder })
}

/** What an object is comes first, as people expect to read it; then by name. */
const first = ['apiVersion', 'kind', 'metadata', 'name', 'namespace']

function inWrittenOrder(a: { readonly key: unknown }, b: { readonly key: unknown }): number {
  const [left, right] = [keyText(a.key), keyText(b.key)]
  const [leftRank, rightRank] = [left, right].map((key) => (first.includes(key) ? first.indexOf(key) : first.length))
  return leftRank !== rightRank ? leftRank! - rightRank! : left < right ? -1 : left > right ? 1 : 0
}

function keyText(key: unknown): string {
  return String(typeof key === 'object' && key !== null && 'value' in key ? key.value : key)
}
