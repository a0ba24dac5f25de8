import { z } from 'zod'
import { cloudKind, cloudZone, facilityStatus, platformKind, checkResult } from '../../../model/enums.js'
import { date, oneOf, record, reference } from './fields.js'

/** Milestone that a date and a result prove: capability evaluation, security review. */
const milestone = z.strictObject({ due: date().optional(), on: date().optional(), result: oneOf(checkResult) })

const capacity = z.strictObject({ vcpu: z.number().nonnegative(), memGb: z.number().nonnegative(), storageGb: z.number().nonnegative() })

/** 云区: where workloads of one kind run; capacity is what is free for systems that move in. */
export const zone = record({
  name: z.string(),
  kind: oneOf(cloudZone),
  facility: reference('facilities'),
  domain: reference('domains'),
  capacity,
  /** The same at the DR site, for replicas of what runs in the zone. */
  drCapacity: capacity.optional(),
})

const registryHost = z.string().regex(/^[a-z0-9.-]+(:\d+)?$/).meta({ form: 'host[:port]' })

/** What is particular to one cluster: the registry its nodes pull from, the class of its volumes, and what its operators have installed. */
const cluster = z.strictObject({
  registry: registryHost,
  /** Further registries that images may come from. */
  registries: z.array(registryHost).optional(),
  storageClass: z.string(),
  /** Class of the Gateway API that the domains' gateways belong to; without it no Gateway objects are made. */
  gatewayClass: z.string().optional(),
  /** Whether the operator CloudNativePG runs there; not when nothing is said. */
  cloudNativePg: z.boolean().optional(),
  /** Labels of the nodes that carry one kind of zone, where it has nodes of its own. */
  nodes: z.strictObject({ xinchuang: z.record(z.string(), z.string()).optional() }).optional(),
})

/** 政务云. */
export const cloud = record({
  name: z.string(),
  kind: oneOf(cloudKind),
  owner: reference('organisations').optional(),
  builder: reference('suppliers', 'organisations').optional(),
  status: oneOf(facilityStatus),
  evaluation: milestone.optional(),
  securityReview: milestone.optional(),
  zones: z.array(zone).optional(),
  /** The DR facility that replicas lie in. */
  drFacility: reference('facilities').optional(),
  drDue: date().optional(),
  cluster: cluster.optional(),
  drCluster: cluster.optional(),
})

/** 平台: something systems connect to or pass through. */
export const platform = record({
  name: z.string(),
  kind: oneOf(platformKind),
  owner: reference('organisations').optional(),
  status: oneOf(facilityStatus),
  cloud: reference('clouds').optional(),
  domain: reference('domains').optional(),
  upstream: reference('platforms').optional(),
  dueDate: date().optional(),
  /** When an old platform is switched off (SYS-22). */
  endDate: date().optional(),
})
