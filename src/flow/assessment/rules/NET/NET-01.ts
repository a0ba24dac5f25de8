import type { Inventory } from '../../../inventory/schema/inventory.js'
import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

type Connection = Pick<Inventory['networks'][number], 'id' | 'target' | 'targetDate' | 'endDate'> & { retainBasis?: string | undefined }

export const rule = {
  id: 'NET-01',
  family: 'NET',
  severity: 'error',
  title: { en: 'Every dedicated network or line has a target (intranet or extranet) and a date before the deadline', zh: '各类业务专网、专线均有并入内网或外网的去向，且日期在期限前' },
  why: { en: 'A network without target and date keeps its fee and its isolated data.', zh: '没有去向和日期的专网继续收费，数据仍然孤立。' },
  fix: {
    en: 'Write target and targetDate of {subject} (now: {target}, {date}; deadline {deadline}), or the basis on which it is kept.',
    zh: '填写 {subject} 的去向和日期（现为：{target}，{date}；期限 {deadline}），或写明保留依据。',
  },
  check({ inventory, intent }: AssessedPlace): Observation[] {
    const deadline = intent.programme.dates.networksMergedBy ?? null
    return [
      ...inventory.networks.filter(({ role }) => role === 'dedicated').flatMap((network) => judge(network, 'networks', deadline)),
      ...inventory.lines.filter(({ kind }) => kind === 'dedicated').flatMap((line) => judge(line, 'lines', deadline)),
    ]
  },
} satisfies InventoryRule

/** What is kept on a stated basis is judged by NET-02 and NET-04, not here. */
function judge(connection: Connection, collection: string, deadline: string | null): Observation[] {
  const { id, target, retainBasis } = connection
  const date = connection.targetDate ?? connection.endDate ?? null
  if (retainBasis !== undefined && retainBasis !== 'none') return []
  const hasTarget = target === 'extranet' || target === 'intranet' || target === 'end'
  const inTime = deadline === null || (date !== null && date <= deadline)
  return hasTarget && inTime ? [] : [{ subject: id, collection, evidence: { target: target ?? null, date, deadline } }]
}
