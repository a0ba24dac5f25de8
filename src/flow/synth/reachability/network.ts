import type { AddressRange } from './addresses.js'
import type { Protocol } from './port-sets.js'

/** A label selector of Kubernetes; one without any requirement selects everything. */
export interface Selector {
  readonly matchLabels: Readonly<Record<string, string>>
  readonly matchExpressions: readonly Requirement[]
}

export interface Requirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values: readonly string[]
}

export interface IpBlock {
  readonly cidr: string
  readonly except: readonly string[]
}

/** The other end of a rule. Pods without namespaces are those of the policy's own namespace; namespaces without pods are all of theirs. */
export type Peer = { readonly block: IpBlock } | { readonly namespaces: Selector | null; readonly pods: Selector | null }

/** A null port is every port of the protocol; a text is the name of a port of the pods that are called. */
export interface PolicyPort {
  readonly protocol: Protocol
  readonly port: number | string | null
  readonly endPort: number | null
}

export interface PolicyRule {
  /** Empty: everybody. */
  readonly peers: readonly Peer[]
  /** Empty: every port. */
  readonly ports: readonly PolicyPort[]
  /** The facts of the inventory that opened it, as its policy says. */
  readonly openedBy: readonly string[]
}

/** A NetworkPolicy. A direction that is null is one it does not isolate; an empty one isolates and opens nothing. */
export interface Policy {
  readonly namespace: string
  readonly name: string
  readonly selects: Selector
  readonly ingress: readonly PolicyRule[] | null
  readonly egress: readonly PolicyRule[] | null
}

export interface NetworkNamespace {
  readonly name: string
  /** With `kubernetes.io/metadata.name`, which the API server adds. */
  readonly labels: Readonly<Record<string, string>>
}

interface EndpointBase {
  readonly id: string
  /**
   * Network domain it lies in, `internet`, `elsewhere`, or `namespace/<name>` for one of no domain; null for an exchange and the name
   * service, which all may use.
   */
  readonly domain: string | null
  /**
   * Passes on what it is given: `same-port` to the port it was called on, as an exchange's channel does; `any-port` to whatever
   * port the other side serves on, as a gateway does.
   */
  readonly relays?: 'same-port' | 'any-port'
}

/** Equal pods of one namespace. Traffic among them is judged like any other. */
export interface Workload extends EndpointBase {
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly ports: readonly { readonly name: string | null; readonly port: number; readonly protocol: Protocol }[]
}

/** Addresses outside the cluster that no policy tells apart, so that the first stands for all. */
export interface Outside extends EndpointBase {
  readonly addresses: AddressRange
}

export type Endpoint = Workload | Outside

/** What runs in one cluster, and every policy of it. */
export interface Network {
  readonly site: string
  readonly namespaces: readonly NetworkNamespace[]
  readonly endpoints: readonly Endpoint[]
  readonly policies: readonly Policy[]
}
