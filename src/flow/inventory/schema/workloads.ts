import { z } from 'zod'
import { isCronSchedule } from '../../../model/cron.js'
import { workloadKind } from '../../../model/enums.js'
import { identifier, oneOf } from './fields.js'

const port = z.int().min(1).max(65_535)
const absolutePath = z.string().regex(/^(\/[^/\0]+)+$/).meta({ form: '/a/b' })

/** Container image by logical name: each site adds its own registry. A tag is no name: it may be another image tomorrow. */
export const image = z.strictObject({
  repository: z.string().regex(/^[a-z0-9]+([._/-]+[a-z0-9]+)*$/).meta({ form: 'a-z 0-9 . _ - /' }),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/).meta({ form: 'sha256:0-9a-f × 64' }),
})

/** Name of a Secret of the cluster and the key in it; never its value. */
const secretKey = { name: identifier(), key: z.string().regex(/^[-._a-zA-Z0-9]+$/).meta({ form: 'a-z A-Z 0-9 - . _' }) }

/** What one part of a system may read of a secret, as an environment variable or as a file. */
const secretReference = z.union([
  z.strictObject({ ...secretKey, env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/).meta({ form: 'A-Z 0-9 _' }) }),
  z.strictObject({ ...secretKey, file: absolutePath }),
])

const volume = z.strictObject({
  name: identifier(),
  path: absolutePath,
  sizeGb: z.number().positive(),
  /** Whether all pods write to the same one. */
  shared: z.boolean().optional(),
})

/** One part of a system that runs by itself. What it states of its size wins over the nodes of the deployment. */
export const workload = z.strictObject({
  name: identifier(),
  kind: oneOf(workloadKind),
  image,
  /** Role of the deployment's nodes that it runs on today: their size is a pod's, their number the replicas. */
  nodes: z.string().optional(),
  size: z.strictObject({ vcpu: z.number().positive(), memGb: z.number().positive() }).optional(),
  replicas: z.int().min(1).optional(),
  ports: z.array(port).optional(),
  /** Of a cron_job: five fields (minute, hour, day, month, weekday), Beijing time. */
  schedule: z.string().refine(isCronSchedule, { params: { problem: 'no_cron_schedule' } }).meta({ form: '30 2 * * *' }).optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  /** Environment of the program; what is secret comes by `secrets`. */
  config: z.record(z.string(), z.string()).optional(),
  secrets: z.array(secretReference).optional(),
  volumes: z.array(volume).optional(),
  /** Path that answers once it serves; a TCP connection to the port where there is none. The first port when none is said. */
  probe: z.strictObject({ http: z.string().startsWith('/').meta({ form: '/…' }).optional(), port: port.optional() }).optional(),
})
