import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { canonicalJson } from '../../model/canonical.js'
import { milliseconds } from '../../model/duration.js'
import type { JsonObject } from '../../model/json.js'
import { objectName, referenceTo, type KubernetesObject, type ObjectReference } from '../../model/kubernetes-object.js'
import type { Applied, ApplyOptions, Cluster, ObjectFilter, Refusal } from '../../ports/cluster.js'
import type { Answer, Connection, Question } from './connection.js'
import { discovery, objectsIn, rootOf, type Resource } from './discovery.js'
import { refusalOf } from './refusal.js'

type Kind = Pick<ObjectReference, 'apiVersion' | 'kind'>

/** Under this name the server keeps which fields are ours. */
const fieldManager = 'qianyun'

/** Objects a page: as many as `kubectl` asks for at once. */
const pageSize = '500'

/** 0.1 s + 0.2 s + … : 21 s in all, then the quota is taken at its word. */
const mostCounts = 21

export function kubernetesCluster(connection: Connection): Cluster {
  const { ask } = connection
  const find = discovery(connection)

  /** The answer's body; a refusal to show something is an error of the caller's rights, which no result can express. */
  async function seen(action: string, path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<JsonObject | undefined> {
    const { status, body } = await ask({ method: 'GET', path, query })
    if (status === 404) return undefined
    if (status !== 200) throw notAllowed(action, { status, body })
    return body as JsonObject
  }

  function notAllowed(action: string, { status, body }: Answer): DiagnosticError {
    return new DiagnosticError(problem('K8S_FORBIDDEN', { server: connection.server, action, message: refusalOf(status, body).message }))
  }

  async function read(reference: ObjectReference): Promise<KubernetesObject | undefined> {
    const resource = await find(reference)
    return resource && (await seen(`read ${objectName(reference)}`, pathOf(reference, resource))) as KubernetesObject | undefined
  }

  async function list({ apiVersion, kind }: Kind, { namespace, labels }: ObjectFilter = {}): Promise<readonly KubernetesObject[]> {
    const resource = await find({ apiVersion, kind })
    if (!resource) return []
    const labelSelector = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`).join(',') || undefined
    const found: KubernetesObject[] = []
    let next: string | undefined
    do {
      const page = await seen(`list ${kind}`, collectionOf(apiVersion, resource, namespace ?? null), { labelSelector, limit: pageSize, continue: next })
      // Items of a list do not repeat what they are.
      found.push(...objectsIn(page?.['items']).map((item) => ({ ...item, apiVersion, kind }) as KubernetesObject))
      next = nextOf(page)
    } while (next !== undefined)
    return found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  }

  /** A quota that has only just been created refuses everything until the controller has counted: 0.1 to 0.5 s. */
  async function patch(question: Question): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask(question)
      const counting = answer.status === 403 && refusalOf(answer.status, answer.body).message.includes('status unknown for quota')
      if (!counting || attempt === mostCounts) return answer
      await new Promise((resolve) => setTimeout(resolve, milliseconds(100 * attempt)))
    }
  }

  async function apply(object: KubernetesObject, { dryRun = false, force = false }: ApplyOptions = {}): Promise<Applied> {
    const reference = referenceTo(object)
    const resource = await find(reference)
    if (!resource) return { outcome: 'refused', refusal: kindUnknown(object) }
    const path = pathOf(reference, resource)
    // Asked before, because the answer to an apply does not say whether it changed anything.
    const before = await seen(`read ${objectName(reference)}`, path) as KubernetesObject | undefined
    const query = { fieldManager, force: String(force), dryRun: dryRun ? 'All' : undefined }
    const { status, body } = await patch({ method: 'PATCH', path, query, body: object })
    if (status !== 200 && status !== 201) return { outcome: 'refused', refusal: refusalOf(status, body) }
    const after = body as KubernetesObject
    return before ? { outcome: stated(before) === stated(after) ? 'unchanged' : 'changed', object: after, before } : { outcome: 'created', object: after }
  }

  async function remove(reference: ObjectReference): Promise<void> {
    const resource = await find(reference)
    if (!resource) return
    const answer = await ask({ method: 'DELETE', path: pathOf(reference, resource), query: { propagationPolicy: 'Background' } })
    if (answer.status >= 300 && answer.status !== 404) throw notAllowed(`remove ${objectName(reference)}`, answer)
  }

  return {
    uid: async () => String((await read({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'kube-system' }))?.metadata['uid']),
    version: async () => String((await seen('read the version', '/version'))?.['gitVersion']),
    serves: async (kind) => (await find(kind)) !== undefined,
    read, list, apply, remove,
    close: async () => connection.close(),
  }
}

function kindUnknown({ apiVersion, kind }: Kind): Refusal {
  return { reason: 'kind_unknown', message: `no matches for kind "${kind}" in version "${apiVersion}"` }
}

function collectionOf(apiVersion: string, { name, namespaced }: Resource, namespace: string | null): string {
  return `${rootOf(apiVersion)}${namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : ''}/${name}`
}

function pathOf({ apiVersion, namespace, name }: ObjectReference, resource: Resource): string {
  return `${collectionOf(apiVersion, resource, namespace ?? 'default')}/${encodeURIComponent(name)}`
}

function nextOf(page: JsonObject | undefined): string | undefined {
  const token = (page?.['metadata'] as JsonObject | undefined)?.['continue']
  return typeof token === 'string' && token !== '' ? token : undefined
}

function keyOf({ metadata: { namespace = '', name } }: KubernetesObject): string {
  return `${namespace} ${name}`
}

/**
 * What is wanted of an object, without what the server and controllers note on it: by this, and not by the version, it is told whether
 * an apply changed anything. A dry run gets no new version, and a controller's note in between gives another.
 */
function stated({ metadata, status: _status, ...rest }: KubernetesObject): string {
  const { managedFields: _fields, resourceVersion: _version, generation: _generation, ...kept } = metadata
  return canonicalJson({ ...rest, metadata: kept })
}
