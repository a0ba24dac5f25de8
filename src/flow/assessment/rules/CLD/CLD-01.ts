import { deploymentsOf, isOnCloud } from '../../target-deployment.js'
import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

const newStages = new Set(['applying', 'planned', 'building'])
/** Dispositions under which the place itself runs the new system somewhere else than on its cloud. */
const offCloud = new Set(['keep', 'colocate', 'defer'])

export const rule = {
  id: 'CLD-01',
  family: 'CLD',
  severity: 'block',
  title: { en: 'Every new system is deployed on the government cloud', zh: '新建系统全部部署在政务云平台' },
  why: { en: 'A new system outside the cloud becomes the next one to be moved.', zh: '不在政务云上的新系统，就是下一个要迁移的系统。' },
  fix: {
    en: 'Give {subject} a target deployment in a zone of the government cloud (now: disposition {disposition}, zone {zone}).',
    zh: '为 {subject} 填写部署在政务云区的目标部署（现为：处置 {disposition}，云区 {zone}）。',
  },
  check: ({ inventory, decisions }: AssessedPlace): Observation[] => inventory.systems.flatMap((system) => {
    const disposition = decisions.find((decision) => decision.system === system.id)?.disposition
    if (!newStages.has(system.stage) || disposition === undefined) return []
    const elsewhere = deploymentsOf(system, 'target').find((deployment) => !isOnCloud(deployment))
    if (elsewhere === undefined && !offCloud.has(disposition)) return []
    return [{ subject: system.id, collection: 'systems', evidence: { stage: system.stage, disposition, zone: elsewhere?.cloudZone ?? null } }]
  }),
} satisfies InventoryRule
