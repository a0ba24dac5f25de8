import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json, JsonObject } from '../../model/json.js'
import { stackFiles } from '../../model/stack-files.js'
import type { StackFolder, StackProblem, StackState } from '../../ports/stack-runner.js'
import { objectAt, textAt } from './messages.js'
import { readStackConfiguration } from './stack-configuration.js'

/**
 * A state file without a byte: a tool that is killed in its first apply leaves one behind, and what it has created is recorded nowhere.
 * The tools take it for no state at all. Undefined when the state is sound or lies elsewhere.
 */
export async function emptyStateProblem(stack: StackFolder): Promise<StackProblem | undefined> {
  const { stateFile } = await readStackConfiguration(stack)
  const size = stateFile === undefined ? undefined : await stat(stateFile).then((found) => found.size, () => undefined)
  if (stateFile === undefined || size !== 0) return undefined
  return { kind: 'state_wedged', severity: 'error', summary: 'The state file is empty', detail: stateFile, address: null }
}

/** Addresses that an adoption in the stack's folder imports; undefined when there is none. Nobody but the product writes the file. */
export async function adoptedAddresses({ folder }: StackFolder): Promise<readonly string[] | undefined> {
  const text = await readFile(join(folder, stackFiles.adoption), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : listAt(JSON.parse(text) as JsonObject, 'import').map((block) => textAt(block, 'to'))
}

export const NO_STATE: StackState = { addresses: [], tainted: [], ids: {} }

/** What `state pull` printed; nothing at all where there is no state. */
export function readState(output: string): StackState {
  const resources = output.trim() === '' ? [] : listAt(JSON.parse(output) as JsonObject, 'resources')
  const found = resources.filter((resource) => textAt(resource, 'mode') === 'managed').flatMap(instances)
  const sorted = found.toSorted((a, b) => (a.address < b.address ? -1 : 1))
  return {
    addresses: sorted.map(({ address }) => address),
    tainted: sorted.filter(({ tainted }) => tainted).map(({ address }) => address),
    ids: Object.fromEntries(sorted.flatMap(({ address, id }) => (id === '' ? [] : [[address, id]]))),
  }
}

function instances(resource: JsonObject): { readonly address: string; readonly id: string; readonly tainted: boolean }[] {
  const type = textAt(resource, 'type')
  const base = [textAt(resource, 'module'), type, textAt(resource, 'name')].filter(Boolean).join('.')
  return listAt(resource, 'instances').map((instance) => {
    const key = instance['index_key']
    const attributes = objectAt(instance, 'attributes')
    const id = type === 'kubernetes_manifest' ? manifestId(attributes) : textAt(attributes, 'id')
    return { address: key === undefined ? base : `${base}[${JSON.stringify(key)}]`, id, tainted: textAt(instance, 'status') === 'tainted' }
  })
}

/** A manifest has no id of its own; this is how its import is told which object is meant. */
function manifestId(attributes: JsonObject): string {
  const manifest = objectAt(objectAt(attributes, 'manifest'), 'value')
  const metadata = objectAt(manifest, 'metadata')
  const [apiVersion, kind, namespace, name] = [textAt(manifest, 'apiVersion'), textAt(manifest, 'kind'), textAt(metadata, 'namespace'), textAt(metadata, 'name')]
  if (name === '') return ''
  return [`apiVersion=${apiVersion}`, `kind=${kind}`, ...(namespace === '' ? [] : [`namespace=${namespace}`]), `name=${name}`].join(',')
}

function listAt(parent: JsonObject, key: string): readonly JsonObject[] {
  const value: Json | undefined = parent[key]
  return Array.isArray(value) ? (value as readonly JsonObject[]) : []
}
