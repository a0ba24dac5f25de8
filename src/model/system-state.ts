import type { Labels } from './labels.js'

/** The life of one system that moves; order is the order of the states on the way. */
export const systemState = {
  planned: { zh: '方案已批', en: 'planned' },
  provisioned: { zh: '资源已开通', en: 'provisioned' },
  deployed: { zh: '目标环境已部署', en: 'deployed' },
  syncing: { zh: '数据同步中', en: 'syncing' },
  rehearsed: { zh: '预演通过', en: 'rehearsed' },
  cutover: { zh: '割接中', en: 'cut over' },
  verified: { zh: '功能验证通过', en: 'verified' },
  trial: { zh: '试运行', en: 'in trial' },
  dr_ready: { zh: '容灾就绪', en: 'DR ready' },
  live: { zh: '正式运行', en: 'live' },
  old_off: { zh: '原环境下线', en: 'old side off' },
  closed: { zh: '归档', en: 'closed' },
  rolled_back: { zh: '已回退', en: 'rolled back' },
  blocked: { zh: '受阻', en: 'blocked' },
  exempt: { zh: '例外', en: 'exempt' },
  closing: { zh: '清理中', en: 'being retired' },
  archived: { zh: '数据已归档', en: 'archived' },
  retired: { zh: '已关停', en: 'retired' },
} as const satisfies Labels

export type SystemState = keyof typeof systemState

/** The way of a system that moves to the cloud, in order. */
export const MOVE_PATH = [
  'planned', 'provisioned', 'deployed', 'syncing', 'rehearsed', 'cutover', 'verified', 'trial', 'dr_ready', 'live', 'old_off', 'closed',
] as const satisfies readonly SystemState[]

/** The way of a confirmed zombie. */
export const RETIRE_PATH = ['planned', 'closing', 'archived', 'retired'] as const satisfies readonly SystemState[]
