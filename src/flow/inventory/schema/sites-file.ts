import { z } from 'zod'
import { date, identifier, reference } from './fields.js'

/** Where the stacks keep their state. Credentials never stand here: the backends take them from their own environment. */
export const stateBackend = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local') }),
  /** Server and password by `PG_CONN_STR` or `PGHOST`, `PGUSER`, `PGPASSWORD`; every stack has a schema of its own, whose name begins with this. */
  z.strictObject({ kind: z.literal('pg'), schema: z.string().regex(/^[a-z_][a-z0-9_]{0,40}$/) }),
  z.strictObject({ kind: z.literal('s3'), bucket: z.string(), prefix: z.string().optional(), region: z.string(), endpoint: z.url().optional() }),
  /** Secrets of the cluster that is described, in a namespace that is there before. */
  z.strictObject({ kind: z.literal('kubernetes'), namespace: identifier() }),
  z.strictObject({ kind: z.literal('http'), address: z.url() }),
])

const kubeconfig = z.union([z.strictObject({ env: z.string() }), z.strictObject({ file: z.string() })])

const address = z.ipv4()

const siteAccess = z.strictObject({
  /** Id of the site: the cloud's id, with `-dr` for the cluster of its replicas. */
  site: identifier(),
  /** Where the kubeconfig is, never what is in it. */
  kubeconfig,
  context: z.string(),
  /** UID of the cluster's namespace kube-system: nothing is applied to a cluster that has another. */
  uid: z.uuid(),
  /** Addresses of servers outside the cluster, by the name of the variable the stacks ask for. */
  addresses: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), address).optional(),
})

/** A system whose DR site serves in the primary's place, until the entry is taken out again. */
const promotion = z.strictObject({ system: reference('systems'), on: date(), by: z.string(), why: z.string() })

/** `migrations/<place>/sites.yaml`: how the operators of the cloud reach its clusters, where the stacks keep their state, and which site serves. */
export const sitesFile = z.strictObject({
  program: z.enum(['tofu', 'terraform']).optional(),
  /** Folder of an unpacked provider mirror, `<host>/<namespace>/<type>/<version>/<platform>/`; the tool's implied mirror where nothing is said. */
  mirror: z.string().startsWith('/').meta({ form: '/…' }).optional(),
  /** In full, with its host. */
  providerSource: z.string().regex(/^[a-z0-9.-]+\.[a-z0-9.-]+\/[a-z0-9-]+\/[a-z0-9-]+$/).meta({ form: 'host/namespace/type' }).optional(),
  state: stateBackend.optional(),
  sites: z.array(siteAccess),
  promoted: z.array(promotion).optional(),
})

/** Acts on the cloud that the gates stop unless somebody has signed for them. */
const signedChange = z.strictObject({
  id: identifier(),
  by: z.string(),
  on: date(),
  why: z.string(),
  /** Last day on which it may be used. */
  until: date(),
  stack: identifier(),
  /** Addresses of the resources, `kubernetes_namespace_v1.sys-hotline`; `*` stands for any run of characters. */
  resources: z.array(z.string()).min(1),
  actions: z.array(z.enum(['delete', 'replace', 'update', 'create'])).min(1),
})

/** `migrations/<place>/changes.yaml`: who has signed for which act that the gates would stop. */
export const changesFile = z.strictObject({ changes: z.array(signedChange) })
