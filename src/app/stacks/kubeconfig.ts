import { dirname, isAbsolute, join, resolve } from 'node:path'
import { parse } from 'yaml'

/** One file of a kubeconfig as it was read. */
export interface KubeconfigText {
  /** Absolute: relative paths inside are relative to its folder. */
  readonly file: string
  readonly text: string
}

export type ChosenContext =
  | { readonly kubeconfig: string }
  /** Not YAML, or not of the form of a kubeconfig; nothing of its content is told. */
  | { readonly unreadable: string }
  | { readonly unknown: 'context' | 'cluster' | 'user'; readonly name: string; readonly known: readonly string[] }

type Fields = Readonly<Record<string, unknown>>
type Kind = 'context' | 'cluster' | 'user'

/** What a kubeconfig says of one context, cluster or user, and the folder its relative paths start from. */
interface Entry {
  readonly name: string
  readonly fields: Fields
  readonly folder: string
}

/**
 * A kubeconfig, as JSON, with one context named like the site, its cluster and its user, and nothing else: whoever is given it
 * cannot reach another cluster by mistake. Several files count as one, the first that has a name wins, as with `kubectl`.
 */
export function chooseContext(texts: readonly KubeconfigText[], context: string, site: string): ChosenContext {
  const files = texts.map(({ file, text }) => ({ file, folder: dirname(file), content: contentOf(text) }))
  const wrong = files.find(({ content }) => content === undefined)
  if (wrong) return { unreadable: wrong.file }
  const entries = (kind: Kind): readonly Entry[] => files.flatMap(({ content, folder }) => entriesOf(content, kind, folder))
  const find = (kind: Kind, name: unknown): Entry | undefined => entries(kind).find((entry) => entry.name === name)
  const missing = (kind: Kind, name: unknown) => ({ unknown: kind, name: String(name ?? ''), known: entries(kind).map((entry) => entry.name) })
  const chosen = find('context', context)
  if (!chosen) return missing('context', context)
  const cluster = find('cluster', chosen.fields['cluster'])
  if (!cluster) return missing('cluster', chosen.fields['cluster'])
  const user = find('user', chosen.fields['user'])
  return user ? { kubeconfig: write(site, cluster, user) } : missing('user', chosen.fields['user'])
}

function contentOf(text: string): Fields | undefined {
  try {
    const content: unknown = parse(text)
    return isFields(content) && (['clusters', 'users', 'contexts'] as const).every((key) => content[key] == null || Array.isArray(content[key])) ? content : undefined
  } catch {
    // The parser's own words may quote a line with a key in it.
    return undefined
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function entriesOf(content: Fields | undefined, kind: Kind, folder: string): Entry[] {
  const list: unknown = content?.[`${kind}s`]
  return (Array.isArray(list) ? list : []).filter(isFields).map((item) => ({ name: String(item['name'] ?? ''), fields: fieldsOf(item[kind]), folder }))
}

function write(site: string, cluster: Entry, user: Entry): string {
  const content = {
    apiVersion: 'v1', kind: 'Config', 'current-context': site,
    contexts: [{ name: site, context: { cluster: cluster.name, user: user.name } }],
    clusters: [{ name: cluster.name, cluster: withAbsolutePaths(cluster, ['certificate-authority']) }],
    users: [{ name: user.name, user: withExec(withAbsolutePaths(user, ['client-certificate', 'client-key', 'tokenFile']), user.folder) }],
  }
  return `${JSON.stringify(content)}\n`
}

function withAbsolutePaths({ fields, folder }: Entry, keys: readonly string[]): Fields {
  const paths = keys.flatMap((key) => {
    const path = fields[key]
    return typeof path === 'string' && path !== '' ? [[key, resolve(folder, path)] as const] : []
  })
  return { ...fields, ...Object.fromEntries(paths) }
}

/** A plugin that is named with a folder is sought from the kubeconfig's folder; a bare name is sought in PATH, as `kubectl` does. */
function withExec(user: Fields, folder: string): Fields {
  const exec = fieldsOf(user['exec'])
  const { command } = exec
  if (typeof command !== 'string' || isAbsolute(command) || !command.includes('/')) return user
  return { ...user, exec: { ...exec, command: join(folder, command) } }
}
