import type { BothLanguages } from './rule.js'

/** The words of every reason a decision can carry. */
export const decisionReasons = {
  decided_by_inventory: { en: 'the inventory records {disposition}: {because}', zh: '清单已记录处置 {disposition}：{because}' },
  already_retired: { en: 'it is off already', zh: '系统已下线' },
  confirmed_zombie: { en: 'confirmed as unused on {confirmedOn}', zh: '已于 {confirmedOn} 确认为“僵尸”系统' },
  duplicate_of_survivor: { en: 'group {group} keeps {survivor}', zh: '组 {group} 保留 {survivor}' },
  group_without_survivor: { en: 'group {group} has not named which system stays', zh: '组 {group} 尚未确定保留哪个系统' },
  merge_target_unknown: { en: 'nothing says which system it merges into', zh: '未写明并入哪个系统' },
  national_system: { en: 'owned nationally; it follows the national roll-out', zh: '国家统建，随国家部署' },
  provincial_platform: { en: 'the province provides this system', zh: '省级统建' },
  website_programme: { en: 'websites move to the provincial website platform by {websitesBy}', zh: '网站在 {websitesBy} 前迁入省级网站技术平台' },
  intranet_only: { en: 'it is used on the intranet only', zh: '仅在内网使用' },
  already_on_cloud: { en: 'it runs in zone {zone} already', zh: '已部署在云区 {zone}' },
  suspended: { en: 'out of use, and nobody has confirmed that it may be retired', zh: '已停用，但未经确认可以清理' },
  unfit_in_room: { en: 'judged unfit for the cloud ({because}); its equipment leaves room {facility}', zh: '经判定不具备上云条件（{because}）；设备须迁出机房 {facility}' },
  unfit: { en: 'judged unfit for the cloud ({because})', zh: '经判定不具备上云条件（{because}）' },
  new_system: { en: 'new systems (stage {stage}) are deployed on the cloud', zh: '新建系统（阶段 {stage}）直接部署上云' },
  fit_for_cloud: { en: 'nothing stands against the cloud', zh: '具备上云条件' },
  zone_named: { en: 'its target deployment names zone {zone}', zh: '目标部署写明云区 {zone}' },
  zone_by_audience: { en: 'zone {zone} serves its users ({users})', zh: '云区 {zone} 面向其用户（{users}）' },
  zone_for_domestic: { en: 'it needs domestic technology, which zone {zone} offers', zh: '需要信创环境，由云区 {zone} 提供' },
  zone_missing: { en: 'no cloud of the inventory has a zone of kind {kind}', zh: '清单中没有 {kind} 类云区' },
  zone_ambiguous: { en: 'its target deployments name several zones ({kinds})', zh: '目标部署写了多个云区（{kinds}）' },
  dr_by_policy: { en: 'DR tier {tier} by policy {policy}', zh: '按容灾策略 {policy} 为第 {tier} 级' },
  dr_by_importance: {
    en: 'DR tier {tier} by default for importance {importance}, protection level {secLevel}',
    zh: '按重要程度 {importance}、等保 {secLevel} 默认第 {tier} 级',
  },
} as const satisfies Record<string, BothLanguages>

export type DecisionReasonCode = keyof typeof decisionReasons
