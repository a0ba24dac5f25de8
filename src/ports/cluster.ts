import type { KubernetesObject, ObjectReference } from '../model/kubernetes-object.js'

/** Why an API server did not take an object, as far as its answer tells. */
export type RefusalReason = 'quota' | 'pod_security' | 'invalid' | 'forbidden' | 'conflict' | 'exists' | 'kind_unknown' | 'namespace_missing' | 'other'

export interface Refusal {
  readonly reason: RefusalReason
  /** The server's own words; they name fields and limits and hold no secret. */
  readonly message: string
}

export type Applied =
  | { readonly outcome: 'created'; readonly object: KubernetesObject }
  | { readonly outcome: 'changed' | 'unchanged'; readonly object: KubernetesObject; readonly before: KubernetesObject }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }

export interface ApplyOptions {
  /** Admission and validation run, nothing is stored. */
  readonly dryRun?: boolean
  /** Takes fields over that another manager owns; else that is a refusal (`conflict`). */
  readonly force?: boolean
}

/** Which objects of a kind; what is not given selects all. */
export interface ObjectFilter {
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
}

/**
 * One Kubernetes API server, reached by a kubeconfig and a context that are said and never guessed. Methods reject with a
 * diagnostic when the server does not answer, or does not know who asks; what it refuses is a result.
 */
export interface Cluster {
  /** UID of the namespace `kube-system`: what tells one cluster from another behind the same name. */
  uid(): Promise<string>
  /** Version of the server, `v1.34.4`. */
  version(): Promise<string>
  /** Whether the server knows the kind: whether a custom resource's definition is installed. */
  serves(kind: Pick<ObjectReference, 'apiVersion' | 'kind'>): Promise<boolean>
  /** Undefined when there is no such object. */
  read(reference: ObjectReference): Promise<KubernetesObject | undefined>
  /** Sorted by namespace and name. Empty for a kind the server does not know. */
  list(kind: Pick<ObjectReference, 'apiVersion' | 'kind'>, filter?: ObjectFilter): Promise<readonly KubernetesObject[]>
  /** Server-side apply under the product's own field manager: what others own is left alone. Repeatable. */
  apply(object: KubernetesObject, options?: ApplyOptions): Promise<Applied>
  /** Asks for the object to be deleted, with all that it owns; it may go on existing until its finalizers are through. Nothing to delete is no error. */
  remove(reference: ObjectReference): Promise<void>
  close(): Promise<void>
}
