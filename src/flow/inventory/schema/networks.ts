import { z } from 'zod'
import { classified, domainKind, lineKind, networkOrigin, networkRole, networkTarget, orgLevel, retainBasis, siteKind } from '../../../model/enums.js'
import { boundedCount, cidr, date, oneOf, record, reference } from './fields.js'

/** 网络域: one zone of the extranet in which workloads live. */
export const domain = record({
  name: z.string(),
  kind: oneOf(domainKind),
  owner: reference('organisations').optional(),
  /** Every domain that something lies in needs one. */
  cidr: z.array(cidr()).optional(),
  isolatedFrom: z.array(reference('domains')).optional(),
  /** The platform that flows to other domains must pass. */
  exchange: reference('platforms').optional(),
})

/** 业务专网, 外网, 互联网出口 as a network. */
export const network = record({
  name: z.string(),
  role: oneOf(networkRole),
  owner: reference('organisations').optional(),
  origin: oneOf(networkOrigin).optional(),
  classified: oneOf(classified).extract(['none', 'internal']).meta({ labels: classified }),
  carrier: z.string().optional(),
  count: boundedCount.optional(),
  bandwidthMbps: z.number().positive().optional(),
  sites: z.int().nonnegative().optional(),
  systems: z.array(reference('systems')).optional(),
  target: oneOf(networkTarget).optional(),
  targetDate: date().optional(),
  retainBasis: oneOf(retainBasis).optional(),
  approval: reference('exemptions').optional(),
  approvalExpiry: date().optional(),
  /** 万元 a year. */
  annualFee: z.number().nonnegative().optional(),
  endDate: date().optional(),
})

/** 专线, 互联网专线, 纵向/横向链路. */
export const line = record({
  name: z.string(),
  kind: oneOf(lineKind),
  owner: reference('organisations').optional(),
  from: reference('facilities', 'accessSites', 'organisations').optional(),
  to: reference('facilities', 'accessSites', 'networks', 'organisations').optional(),
  level: oneOf(orgLevel).optional(),
  carrier: z.string().optional(),
  count: boundedCount.optional(),
  bandwidthMbps: z.number().positive().optional(),
  minimumMbps: z.number().positive().optional(),
  annualFee: z.number().nonnegative().optional(),
  target: oneOf(networkTarget).optional(),
  targetDate: date().optional(),
  endDate: date().optional(),
  replacedBy: reference('networks', 'lines').optional(),
  backup: z.boolean().optional(),
})

/** 接入点. */
export const accessSite = record({
  name: z.string(),
  kind: oneOf(siteKind),
  region: z.string().optional(),
  count: boundedCount.optional(),
  extranet: z.boolean(),
  connectedOn: date().optional(),
  requiredBy: date().optional(),
  requiredShare: z.number().min(0).max(1).optional(),
})
