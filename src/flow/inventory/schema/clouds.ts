import { z } from 'zod'
import { cloudKind, cloudZone, facilityStatus, platformKind, checkResult } from '../../../model/enums.js'
import { date, oneOf, record, reference } from './fields.js'

/** Milestone that a date and a result prove: capability evaluation, security review. */
const milestone = z.strictObject({ due: date().optional(), on: date().optional(), result: oneOf(checkResult) })

/** 云区: where workloads of one kind run; capacity is what is free for systems that move in. */
export const zone = record({
  name: z.string(),
  kind: oneOf(cloudZone),
  facility: reference('facilities'),
  domain: reference('domains'),
  capacity: z.strictObject({ vcpu: z.number().nonnegative(), memGb: z.number().nonnegative(), storageGb: z.number().nonnegative() }),
})

/** What is particular to one cluster: the registry its nodes pull from, and the class of its volumes. */
const cluster = z.strictObject({ registry: z.string().regex(/^[a-z0-9.-]+(:\d+)?$/), storageClass: z.string() })

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
