import { z } from 'zod'
import {
  audience, classified, cloudZone, cpuArch, criticality, databaseHosting, databaseProduct, dependencyKind, deploymentEnv, disposition, fundingKind, importance,
  moveMethod, networkUse, recordSource, secLevel, systemCategory, systemStage, useFrequency, useScope,
} from '../../../model/enums.js'
import { boundedCount, date, identifier, month, oneOf, record, reference } from './fields.js'
import { image, workload } from './workloads.js'

const node = z.strictObject({
  role: z.string(),
  cpuArch: oneOf(cpuArch),
  vcpu: z.number().positive(),
  memGb: z.number().positive(),
  sysDiskGb: z.number().nonnegative().optional(),
  dataDiskGb: z.number().nonnegative().optional(),
  os: z.string().optional(),
  count: z.int().positive(),
})

export const dataStore = z.strictObject({
  id: identifier(),
  product: oneOf(databaseProduct),
  version: z.string(),
  sizeGb: z.number().nonnegative(),
  /** GB of change a day: bounds how long a copy may take before it never catches up. */
  changeGbPerDay: z.number().nonnegative().optional(),
  charset: z.string().optional(),
  compatMode: z.string().optional(),
  /** `external` when nothing is said. */
  hosting: oneOf(databaseHosting).optional(),
  /** Servers of a CloudNativePG cluster, the primary included; two when nothing is said. */
  instances: z.int().min(1).max(9).optional(),
  /** Image of a CloudNativePG cluster; the version goes with it as the tag the operator reads. */
  image: image.optional(),
})

/** 部署: one system in one place. A classified system has none: its record type has no such field. */
export const deployment = z.strictObject({
  id: identifier(),
  env: oneOf(deploymentEnv),
  source: oneOf(recordSource),
  facility: reference('facilities').optional(),
  cloud: reference('clouds').optional(),
  cloudZone: oneOf(cloudZone).optional(),
  domain: reference('domains').optional(),
  platform: reference('platforms').optional(),
  nodes: z.array(node).optional(),
  /** Short for one workload that is named like the system. */
  image: image.optional(),
  workloads: z.array(workload).optional(),
  middleware: z.array(z.string()).optional(),
  db: z.array(dataStore).optional(),
  files: z.strictObject({ sizeGb: z.number().nonnegative(), count: z.int().nonnegative() }).optional(),
  /** Ports clients use; those of the workload that serves them when nothing is said. */
  ports: z.array(z.int().min(1).max(65_535)).optional(),
  certificates: z.array(z.string()).optional(),
  licences: z.array(z.strictObject({ name: z.string(), boundTo: z.enum(['none', 'cpu', 'mac', 'dongle']) })).optional(),
  accessPaths: z.array(z.string()).optional(),
  /** Id of the deployment of the same system that is this one's replica. */
  replica: identifier().optional(),
})

/** 政务信息系统. Only systems that are not classified: the rest are counted placeholders. */
export const system = record({
  name: z.string(),
  shortName: z.string().optional(),
  owner: reference('organisations'),
  ownerUnit: z.string().optional(),
  function: z.string().optional(),
  category: oneOf(systemCategory),
  stage: oneOf(systemStage),
  /** One row may stand for many systems of one kind until the census names them. */
  count: boundedCount.optional(),
  goLiveDate: date().optional(),
  useScope: oneOf(useScope).optional(),
  useFrequency: oneOf(useFrequency).optional(),
  userCount: z.int().nonnegative().optional(),
  concurrentPeak: z.int().nonnegative().optional(),
  audience: oneOf(audience).optional(),
  approvedBy: reference('organisations').optional(),
  approvedOn: date().optional(),
  builtBy: reference('suppliers').optional(),
  operatedBy: reference('suppliers').optional(),
  networks: z.array(oneOf(networkUse)).min(1),
  classified: oneOf(classified),
  isMain: z.boolean().optional(),
  parentSystem: reference('systems').optional(),
  provincialOrNational: z.enum(['none', 'provincial', 'national']).optional(),
  secLevel: oneOf(secLevel).optional(),
  cryptoReviewed: z.boolean().optional(),
  xinchuang: z.enum(['none', 'needed', 'done']).optional(),
  importance: oneOf(importance).optional(),
  /** Whether the cloud can carry it, with the reason where it cannot. */
  cloudFit: z.strictObject({ fit: z.boolean(), reason: z.string().optional() }).optional(),
  /** What the owner or a document has decided; the assessment proposes where this is missing. */
  disposition: oneOf(disposition).optional(),
  dispositionReason: z.string().optional(),
  dispositionDate: date().optional(),
  method: oneOf(moveMethod).optional(),
  url: z.string().optional(),
  domainName: z.string().optional(),
  icp: z.string().optional(),
  deployments: z.array(deployment).optional(),
})

/** 涉密占位: where classified systems are, only how many a body has. No name, no network, no deployment. */
export const classifiedPlaceholder = z.strictObject({
  id: identifier(),
  owner: reference('organisations'),
  count: z.int().positive(),
  source: oneOf(recordSource),
})

/** 使用情况 of one month. */
export const usageMeasure = z.strictObject({
  system: reference('systems'),
  month: month(),
  source: oneOf(recordSource),
  logins: z.int().nonnegative().optional(),
  activeUsers: z.int().nonnegative().optional(),
  transactions: z.int().nonnegative().optional(),
  /** Share of the machines the system runs on, as a mean of the month. */
  avgCpu: z.number().min(0).max(1).optional(),
  avgMem: z.number().min(0).max(1).optional(),
  netOutGb: z.number().nonnegative().optional(),
  lastBusinessRecord: date().optional(),
  lastUpdate: date().optional(),
})

/** 接口/依赖: `from` needs `to`. */
export const dependency = z.strictObject({
  from: reference('systems', 'platforms'),
  to: reference('systems', 'platforms'),
  kind: oneOf(dependencyKind),
  direction: z.enum(['pull', 'push', 'both']).optional(),
  protocol: z.string().optional(),
  port: z.int().min(1).max(65_535).optional(),
  crossDomain: z.boolean().optional(),
  via: reference('platforms').optional(),
  criticality: oneOf(criticality),
  source: oneOf(recordSource),
})

/** 经费, 万元. */
export const funding = record({
  system: reference('systems'),
  kind: oneOf(fundingKind),
  year: z.int().min(1990).max(2100),
  amount: z.number().nonnegative(),
  from: z.string().optional(),
  contract: z.string().optional(),
  endDate: date().optional(),
  blockedBy: z.array(z.string()).optional(),
})
