import type { Json } from './json.js'

/** One object of a Kubernetes API as it is written or read: what it is, what it is called, and its fields. */
export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: KubernetesMetadata
  readonly [field: string]: Json | undefined
}

/** The part of `metadata` that people and controllers agree on; what else the server writes is there as well. */
export interface KubernetesMetadata {
  readonly name: string
  /** Left out for an object of the whole cluster. */
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly [field: string]: Json | undefined
}

/** Names one object. */
export interface ObjectReference {
  readonly apiVersion: string
  readonly kind: string
  /** Null for an object of the whole cluster. */
  readonly namespace: string | null
  readonly name: string
}

export function referenceTo({ apiVersion, kind, metadata }: KubernetesObject): ObjectReference {
  return { apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name }
}

/** `Deployment sys-hotline/hotline`, `Namespace sys-hotline`: how people are told of an object. */
export function objectName({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`
}
