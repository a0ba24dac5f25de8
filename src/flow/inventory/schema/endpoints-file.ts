import { z } from 'zod'
import { checkSystem } from './endpoint-checks.js'
import { reference } from './fields.js'

const secret = z.union([z.strictObject({ env: z.string() }), z.strictObject({ file: z.string() })])

const databaseEndpoint = z.strictObject({
  host: z.string(),
  port: z.int().min(1).max(65_535),
  database: z.string(),
  user: z.string(),
  /** Where the password is, never the password. */
  password: secret,
})

/** A directory here or mounted here; with `ssh` on another host. Authentication is by key, never by password. */
const fileTree = z.strictObject({
  path: z.string().startsWith('/').meta({ form: '/…' }),
  ssh: z.strictObject({ host: z.string(), port: z.int().min(1).max(65_535).default(22), user: z.string(), identityFile: z.string() }).optional(),
})

/** Commands are lists of words, not shell text. */
const doorCommands = z.strictObject({ close: z.array(z.string()).min(1), open: z.array(z.string()).min(1) })

const files = z.strictObject({
  /** Tells the trees of one system apart. */
  name: z.string().regex(/^[a-z0-9-]+$/).meta({ form: 'a-z 0-9 -' }),
  source: fileTree,
  target: fileTree.optional(),
  /** rsync patterns: caches, sockets, a database's own files. */
  exclude: z.array(z.string()).default([]),
  door: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mode') }),
    z.strictObject({ kind: z.literal('commands'), source: doorCommands, target: doorCommands }),
  ]),
  dr: z.strictObject({ repository: z.string(), password: secret, scratch: z.string(), takeover: fileTree }).optional(),
})

const systemEndpoints = z.strictObject({
  system: reference('systems'),
  /** `files`: a system without a database of its own. */
  engine: z.enum(['postgres', 'mariadb', 'files']),
  /** How the first copy is made; the adapter's own parallel copier where nothing is said. */
  copier: z.enum(['parallel', 'pgcopydb', 'pg_dump', 'mydumper', 'mariadb-dump']).optional(),
  /** Roles (MariaDB: user@host) the application logs in with; these are fenced, and nothing else. */
  appRoles: z.array(z.string()).default([]),
  source: databaseEndpoint.optional(),
  target: databaseEndpoint.optional(),
  /** File trees that move in the same cutover. */
  files: z.array(files).optional(),
  /** Room whose uplink the copy uses; where nothing is said, the one in which the inventory has the system today. */
  uplink: reference('facilities').optional(),
  dr: z.strictObject({
    host: z.string(), port: z.int(), drillPort: z.int(), dataDirectory: z.string(), binaries: z.string(),
    /** The primary's own files, where this machine can reach them: the way back then copies only what differs. */
    primaryDataDirectory: z.string().optional(),
  }).optional(),
  router: z.strictObject({
    kind: z.enum(['haproxy', 'manual']), socket: z.string().optional(), backend: z.string(), source: z.string(), target: z.string(),
    /** The DR site's own server, for a failover. */
    dr: z.string().optional(),
  }).optional(),
  checks: z.array(z.strictObject({ name: z.string(), kind: z.enum(['http', 'tcp']), side: z.enum(['source', 'target', 'public']), url: z.string().optional(), host: z.string().optional(), port: z.int().optional(), expect: z.string().optional() })).optional(),
  archiveDirectory: z.string().optional(),
  /** Longest a switch may keep users from writing before it undoes itself; 30 where nothing is said. */
  cutoverDeadlineSeconds: z.int().min(1).max(3_600).optional(),
}).superRefine(checkSystem)

/** `migrations/<place>/endpoints.yaml`: how the orchestrator reaches each system's data, services and routes. */
export const endpointsFile = z.strictObject({
  /** Lines of rooms that copies may not fill: all copies from one room share its rate. */
  uplinks: z.array(z.strictObject({ facility: reference('facilities'), bytesPerSecond: z.int().min(1_000) })).optional(),
  systems: z.array(systemEndpoints),
})
