import type { Json } from '../../../model/json.js'
import { annotationKeys } from '../labels.js'
import { at, metadataOf, resourcesOf, text, type SynthesizedStack } from '../output/read-output.js'
import { namespacesOf, type DeclaredNamespace } from '../gates/namespaces.js'
import { addressClasses, type DomainAddresses } from './address-classes.js'
import { grouping } from './grouping.js'
import type { Endpoint, Network, NetworkNamespace, Policy } from './network.js'
import { policiesIn } from './read-policies.js'
import { endpointsIn } from './read-workloads.js'

const nameLabel = 'kubernetes.io/metadata.name'

/** Where the name service of a cluster runs; it belongs to no stack. */
const nameService = { name: 'kube-system', labels: { [nameLabel]: 'kube-system' } } as const
const nameServers: Endpoint = {
  id: 'dns', domain: null, namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' },
  ports: (['UDP', 'TCP'] as const).map((protocol) => ({ name: null, port: 53, protocol })),
}

/**
 * The network of every site, by what its stacks say: namespaces, what runs or is to run in them, addresses outside, policies.
 * Addresses are cut by the blocks of `alike` too, so that the networks of two sets of stacks can be compared endpoint by endpoint.
 */
export function networksOf(stacks: readonly SynthesizedStack[], alike: readonly SynthesizedStack[] = []): Network[] {
  const sites = [...new Set(stacks.flatMap((stack) => siteOf(stack) ?? []))].sort()
  return sites.map((site) => networkOf(site, stacks.filter((stack) => siteOf(stack) === site), [...stacks, ...alike]))
}

function networkOf(site: string, stacks: readonly SynthesizedStack[], all: readonly SynthesizedStack[]): Network {
  const policies = policiesOf(stacks)
  const declared = namespacesOf(stacks)
  const blocks = policiesOf(all).flatMap(blocksOf)
  const outside = addressClasses(blocks, domainsIn(namespacesOf(all)))
  const openings = grouping(policies, ({ namespace }) => namespace)
  const resources = grouping(stacks.flatMap(resourcesOf), (resource) => metadataOf(resource).namespace ?? '')
  const inside = declared.flatMap((namespace) => endpointsIn(namespace, openings.get(namespace.name) ?? [], resources.get(namespace.name) ?? []))
  return { site, namespaces: [nameService, ...declared.map(labelled)], endpoints: [nameServers, ...inside, ...outside], policies }
}

function policiesOf(stacks: readonly SynthesizedStack[]): Policy[] {
  return stacks.flatMap(policiesIn).map(({ policy }) => policy)
}

/** A stack is for the cluster that its provider names. */
export function siteOf({ json }: SynthesizedStack): string | null {
  return text(at(json, 'provider', 'kubernetes', 'config_context'))
}

function labelled({ name, labels }: DeclaredNamespace): NetworkNamespace {
  return { name, labels: { ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)])), [nameLabel]: name } }
}

function blocksOf({ ingress, egress }: Policy): string[] {
  const peers = [...(ingress ?? []), ...(egress ?? [])].flatMap((rule) => rule.peers)
  return peers.flatMap((peer) => ('block' in peer ? [peer.block.cidr, ...peer.block.except] : []))
}

/** Every domain says its addresses at its gateway; an exchange says those of all, also of domains in which nothing runs yet. */
function domainsIn(declared: readonly DeclaredNamespace[]): DomainAddresses[] {
  const cidrs = (value: Json | undefined): string[] => (text(value) ?? '').split(',').filter(Boolean)
  const known = new Map(declared.flatMap(({ annotations }) => entriesOf(annotations[annotationKeys.domains])))
  for (const { gateway, annotations } of declared) {
    if (gateway !== null) known.set(gateway, cidrs(annotations[annotationKeys.cidr]))
  }
  return [...known].map(([domain, list]) => ({ domain, cidrs: list })).sort((a, b) => (a.domain < b.domain ? -1 : 1))
}

/** `admin=10.1.0.0/16+10.2.0.0/16,public=...` */
function entriesOf(value: Json | undefined): [domain: string, cidrs: string[]][] {
  return (text(value) ?? '').split(',').filter(Boolean).map((entry) => {
    const [domain = '', list = ''] = entry.split('=')
    return [domain, list.split('+').filter(Boolean)]
  })
}

