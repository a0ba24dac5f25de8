import { z } from 'zod'
import { checkResult, drMode, drSite, shareType, systemStage } from '../../../model/enums.js'
import { date, oneOf, record, reference } from './fields.js'

/** 项目/备案: the three attachments are all needed. */
export const project = record({
  name: z.string(),
  stage: oneOf(systemStage),
  system: reference('systems').optional(),
  approver: reference('organisations').optional(),
  filingNo: z.string().optional(),
  filedOn: date().optional(),
  attachments: z.strictObject({ catalogue: z.boolean(), needs: z.boolean(), exchange: z.boolean() }).optional(),
  status: z.enum(['draft', 'filed', 'approved', 'rejected', 'stopped']).optional(),
  verdict: oneOf(checkResult).optional(),
  stopped: z.boolean().optional(),
})

/** 信息资源目录 (发改高技〔2017〕1272号). */
export const dataset = record({
  name: z.string(),
  code: z.string().optional(),
  kind: z.enum(['base', 'theme', 'department']).optional(),
  provider: reference('organisations').optional(),
  providerCode: z.string().optional(),
  abstract: z.string().optional(),
  format: z.string().optional(),
  fields: z.array(z.strictObject({ name: z.string(), type: z.string(), length: z.int().positive().optional() })).optional(),
  shareType: oneOf(shareType).optional(),
  shareCondition: z.string().optional(),
  shareMode: z.string().optional(),
  openType: oneOf(shareType).optional(),
  openCondition: z.string().optional(),
  updateCycle: z.enum(['realtime', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular']).optional(),
  publishedOn: date().optional(),
  dueDate: date().optional(),
  relatedCode: z.string().optional(),
  sourceSystem: reference('systems', 'platforms').optional(),
  grade: z.string().optional(),
  personal: z.boolean().optional(),
})

/** 共享接入. */
export const sharingConnection = record({
  system: reference('systems'),
  platform: reference('platforms'),
  required: z.boolean(),
  reviewDate: date().optional(),
  reviewResult: oneOf(checkResult).optional(),
  status: z.enum(['not_started', 'in_progress', 'connected']),
  date: date().optional(),
  datasets: z.array(reference('datasets')).optional(),
  needs: z.array(z.string()).optional(),
})

const criterion = z.enum(['yes', 'no', 'doubt'])

/** 僵尸判定: a suspect becomes a zombie only when the owner or the auditor confirms it. */
export const zombieAssessment = record({
  system: reference('systems'),
  z1: criterion, z2: criterion, z3: criterion, z4: criterion, z5: criterion,
  assessor: reference('organisations', 'people').optional(),
  confirmed: z.boolean(),
  confirmedOn: date().optional(),
  closedOn: date().optional(),
  dataArchived: z.boolean().optional(),
})

/** 影子/相近组: all but the survivor are merged into it. */
export const similarityGroup = record({
  name: z.string(),
  kind: z.enum(['shadow', 'similar']),
  members: z.array(reference('systems')).min(2),
  survivor: reference('systems').optional(),
  basis: z.string().optional(),
  decidedOn: date().optional(),
  /** When the merge has to be finished. */
  mergeBy: date().optional(),
})

/** 容灾策略. */
export const drPolicy = record({
  name: z.string(),
  /** Level 1-6 of GB/T 20988, 6 the strongest. */
  tier: z.int().min(1).max(6),
  rtoMinutes: z.number().nonnegative(),
  rpoMinutes: z.number().nonnegative(),
  mode: oneOf(drMode),
  site: oneOf(drSite),
  systems: z.array(reference('systems')),
})

/** 演练. */
export const drill = record({
  system: reference('systems'),
  date: date(),
  kind: z.enum(['restore', 'clone', 'failover', 'tabletop']),
  rtoReachedMinutes: z.number().nonnegative().optional(),
  rpoReachedMinutes: z.number().nonnegative().optional(),
  result: oneOf(checkResult),
})

/** 功能验证. */
export const verification = record({
  system: reference('systems'),
  cases: z.array(z.strictObject({ name: z.string(), kind: z.enum(['function', 'data', 'performance', 'security', 'interface']), expected: z.string(), actual: z.string().optional(), result: oneOf(checkResult) })),
  dataChecks: z.array(z.strictObject({ table: z.string(), rowsSource: z.int(), rowsTarget: z.int(), checksum: z.string().optional(), diff: z.int().optional() })).optional(),
  result: oneOf(checkResult),
  signedBy: z.array(z.string()).optional(),
  signedOn: date().optional(),
  trialFrom: date().optional(),
  trialTo: date().optional(),
})

/** 审计抽检. */
export const auditSample = record({ method: z.string(), seed: z.int(), subjects: z.array(reference('systems')), finding: z.string().optional(), rectifyBy: date().optional(), closedOn: date().optional() })

/** 报告 that was issued. */
export const issuedReport = record({ kind: z.enum(['daily', 'weekly', 'monthly', 'special', 'bulletin']), period: z.string(), snapshotHash: z.string(), issuedBy: z.string(), issuedOn: date() })
