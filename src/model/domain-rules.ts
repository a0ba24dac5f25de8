import type { domainKind } from './enums.js'

export type DomainKind = keyof typeof domainKind

/** What a kind of network domain allows by itself; everything else is opened by a declared dependency or not at all. */
export interface DomainRules {
  /** Whose users may call its gateway: those at the domain's own addresses, these and the internet's, or nobody's. */
  readonly users: 'own-addresses' | 'internet' | 'nobody'
  /** Whether it may have an exchange, and with it flows from and to other domains. */
  readonly exchange: boolean
  /** Whether workloads may live in it: beside those of other domains on one cluster, only on a cluster of its own, or none. */
  readonly workloads: 'shared-cluster' | 'own-cluster' | 'none'
}

const viaExchange = { users: 'own-addresses', exchange: true, workloads: 'shared-cluster' } as const

/**
 * Public network area, private network area and internet access area as in 《地方电子政务外网技术参考手册》 section 4; between them
 * flows pass the exchange (《国家电子政务外网跨网数据安全交换技术要求与实施指南》). The administrative service domain and the
 * domestic-technology zone follow the public service domain: which processors a node has is a matter of its systems. A physically
 * isolated domain shares neither exchange nor cluster with anybody; over a backup network databases replicate and nothing is served.
 */
export const domainRules = {
  public_service: viaExchange,
  admin_service: viaExchange,
  private_zone: viaExchange,
  xinchuang: viaExchange,
  internet_access: { ...viaExchange, users: 'internet' },
  isolated: { users: 'own-addresses', exchange: false, workloads: 'own-cluster' },
  backup: { users: 'nobody', exchange: false, workloads: 'none' },
} as const satisfies Record<DomainKind, DomainRules>
