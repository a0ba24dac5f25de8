/** `.internal` is reserved for private use (ICANN, 2024), so these keys belong to nobody else. */
const prefix = 'qianyun.internal'

export const labelKeys = {
  system: `${prefix}/system`,
  domain: `${prefix}/domain`,
  gateway: `${prefix}/gateway`,
  exchange: `${prefix}/exchange`,
  /** Pods of an exchange that pass flows on to one system, and to no other. */
  channel: `${prefix}/channel`,
  domainKind: `${prefix}/domain-kind`,
  site: `${prefix}/site`,
  role: `${prefix}/role`,
  facility: `${prefix}/facility`,
  classification: `${prefix}/classification`,
  app: 'app.kubernetes.io/name',
  managedBy: 'app.kubernetes.io/managed-by',
} as const

export const annotationKeys = {
  /** Address ranges of a domain, joined by commas. */
  cidr: `${prefix}/cidr`,
  /** At an exchange, the address ranges of every domain: `admin=10.1.0.0/16+10.2.0.0/16,public=…`. */
  domains: `${prefix}/domains`,
  /** Fields the inventory does not state and the stack fills with a default. */
  assumed: `${prefix}/assumed`,
  /** Dependencies for which no path can be opened, `<to>:<reason>`. */
  unresolved: `${prefix}/unresolved`,
  /** What the inventory asks of the cluster and the cluster is not said to have, `<what>:<for which>`. */
  lacks: `${prefix}/lacks`,
  /** Hosts that images may come from at this site, joined by commas. */
  registries: `${prefix}/registries`,
  /** On pods, a hash of what the program is given: a changed configuration rolls out. */
  config: `${prefix}/config`,
  /** On pods, the part the system plays at the site. */
  role: `${prefix}/role`,
  /** Facts that opened a policy: those of one rule joined by commas, rules by semicolons, in their order. */
  openedBy: `${prefix}/opened-by`,
} as const

const modes = ['enforce', 'audit', 'warn'] as const

/** Version of the Pod Security Standards; pinned, so that an upgrade of a cluster does not change what is admitted. */
export const podSecurityVersion = 'v1.34'

/**
 * All six labels of Pod Security Admission. The provider hides labels of `kubernetes.io` that are not in the configuration,
 * so one that is left out could be set by hand and no plan would show it.
 */
export const podSecurityLabels: Readonly<Record<string, string>> = Object.fromEntries(
  modes.flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, podSecurityVersion],
  ]),
)
