interface BothLanguages { readonly en: string; readonly zh: string }

/** The words of every reason a plan can carry. */
export const planReasons = {
  linked_hard: { en: 'hard dependencies join it: {links}', zh: '强依赖相连：{links}' },
  alone: { en: 'no hard dependency joins it to another system that moves', zh: '与其他迁移系统没有强依赖' },
  split_by_size: {
    en: 'its {size} linked systems are more than the {cap} that can cut over together; providers go first',
    zh: '相连的 {size} 个系统超过一次可割接的 {cap} 个，先迁被依赖方',
  },
  pilot_choice: { en: 'chosen as pilot: few systems, small ({sizeGb} GB), none of them core', zh: '选为试点：系统少、数据小（{sizeGb} GB）、非核心' },
  pilot_of_core: { en: 'chosen as pilot although core: nothing smaller can go first', zh: '虽为核心系统仍选为试点：没有更小的系统可先行' },
  pinned_wave: { en: 'pinned to wave {wave}: {because}', zh: '指定在第 {wave} 批：{because}' },
  wave_by_order: { en: 'first wave with room in order of deadline, importance and size', zh: '按期限、重要程度、规模排序后，第一个有名额的批次' },

  programme_start: { en: 'the programme starts on {date}', zh: '工作于 {date} 启动' },
  after_cloud_gate: { en: 'cloud {cloud} has evaluation and security review behind it only on {date}', zh: '云 {cloud} 到 {date} 才通过能力评估和安全审查' },
  after_pilot: { en: 'the pilot is accepted on {date}; bulk waves start after it', zh: '试点于 {date} 验收，批量迁移在其后启动' },
  wave_start: { en: 'wave {wave} starts on {date}', zh: '第 {wave} 批于 {date} 启动' },
  wave_order: { en: 'wave {wave} does not start before the wave ahead of it ({date})', zh: '第 {wave} 批不早于前一批（{date}）启动' },
  pinned_not_before: { en: 'not before {date}: {because}', zh: '不早于 {date}：{because}' },
  goes_live: { en: 'it goes live on {date} only', zh: '计划于 {date} 上线' },
  after_merge: { en: '{system} is merged into it until {date}', zh: '{system} 在 {date} 前并入本系统' },
  after_decision: { en: 'which system survives is decided on {date} only', zh: '到 {date} 才确定保留哪个系统' },
  after_provider: { en: '{system}, which it needs, moves on {date}', zh: '其依赖的 {system} 于 {date} 迁移' },
  after_survivor: { en: 'the new system {system}, which takes it in, runs from {date}', zh: '承接的新系统 {system} 于 {date} 投入运行' },

  freeze: { en: '{rule} allows no cutover (last on {date})', zh: '{rule} 期间不得割接（最近为 {date}）' },
  night_full: { en: 'as many cutovers as there are teams on the night of {date}', zh: '{date} 当晚的割接已达队伍数' },
  teams_busy: { en: 'no team is free on {date}', zh: '{date} 没有空闲队伍' },
  uplink_busy: { en: 'the uplink of {facility} is taken on {date}', zh: '{facility} 的出口带宽在 {date} 已占用' },

  copy_time: { en: '{sizeGb} GB, growing {changeGbPerDay} GB a day, over {mbps} Mbit/s', zh: '{sizeGb} GB，每天变化 {changeGbPerDay} GB，带宽 {mbps} Mbit/s' },
  uplink_assumed: { en: 'the uplink of {facility} is not recorded; {mbps} Mbit/s assumed', zh: '未登记 {facility} 的出口带宽，按 {mbps} Mbit/s 计' },
  counted_back: { en: 'counted back from the cutover on {date}', zh: '由 {date} 的割接倒排' },
  trial_length: { en: 'the trial takes {days} days', zh: '试运行 {days} 天' },
  after_trial: { en: 'first working day after the trial', zh: '试运行结束后的第一个工作日' },
  after_commit: { en: 'the old side is switched off after the commit', zh: '提交后关停原环境' },
  cleanup_first: { en: 'clean-up and merging come before migration', zh: '先清理、合并，后迁移' },

  kept: { en: 'it stays where it is', zh: '保留在原处' },
  deferred: { en: 'put off as an exception', zh: '按例外暂缓' },
  follows_nation: { en: 'it follows the national roll-out', zh: '随国家部署' },
  to_intranet: { en: 'the intranet programme moves it, not this plan', zh: '由内网建设统一迁移，不在本方案内' },
  undecided: { en: 'nobody has decided what becomes of it', zh: '处置未定' },
  off_already: { en: 'it is off already', zh: '已下线' },
  no_survivor: { en: 'nothing says which system it merges into', zh: '未写明并入哪个系统' },
  merge_cycle: { en: 'the systems it merges into lead back to itself', zh: '合并关系循环' },
  no_zone: { en: 'it has no zone to go to', zh: '没有目标云区' },
  zone_full: { en: 'zone {zone} has no {kind} left for it', zh: '云区 {zone} 的 {kind} 已不足' },
  waves_full: { en: 'every wave it may be in is full', zh: '可用批次均已满' },
  never_catches_up: { en: 'it changes {changeGbPerDay} GB a day, more than {mbps} Mbit/s can carry', zh: '每天变化 {changeGbPerDay} GB，超过 {mbps} Mbit/s 的承载能力' },
  copy_too_long: { en: 'its copy alone takes {days} days over {mbps} Mbit/s', zh: '仅复制就需 {days} 天（{mbps} Mbit/s）' },
  needs_unplanned: { en: '{system}, which has to come first, has no date', zh: '须先行的 {system} 没有日期' },
  horizon: { en: 'no night before {date} fits', zh: '{date} 之前没有合适的夜间窗口' },
} as const satisfies Record<string, BothLanguages>

export type PlanReasonCode = keyof typeof planReasons
