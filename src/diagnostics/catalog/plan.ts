import type { CatalogPart } from '../entry.js'

export const planCatalog = {
  PLAN_NO_WINDOW: {
    fault: 'input',
    en: {
      what: 'The calendar has no night open for a cutover between {start} and {end}.',
      why: 'Without a night nothing can be switched over.',
      fix: 'Add a window to calendar.yaml, or shorten its freezes.',
    },
    zh: {
      what: '{start} 至 {end} 之间，日历中没有可割接的夜间窗口。',
      why: '没有窗口就无法割接。',
      fix: '在 calendar.yaml 中增加窗口，或缩短封网时段。',
    },
  },
  PLAN_NO_DATE: {
    fault: 'input',
    en: {
      what: '{system} gets no date before {horizon}; the constraint that stands against it is {binding}.',
      why: 'A system without a date stays in its room, and the room stays open.',
      fix: 'Run "qianyun plan why" on {system}, then add capacity, open a window or move its pin.',
    },
    zh: {
      what: '{system} 在 {horizon} 之前排不出日期；受限于 {binding}。',
      why: '没有日期的系统会留在原机房，机房也无法关停。',
      fix: '用 qianyun plan why 查看 {system}，再增加能力、开放窗口或调整指定日期。',
    },
  },
  PLAN_ZONE_FULL: {
    fault: 'input',
    en: {
      what: 'Zone {zone} has no {kind} left for {system}.',
      why: 'A system cannot be deployed where there is no room for it.',
      fix: 'Raise the capacity of {zone} in the inventory when it has grown, or send a system elsewhere.',
    },
    zh: {
      what: '云区 {zone} 的 {kind} 已不足以容纳 {system}。',
      why: '没有资源就无法部署。',
      fix: '扩容后更新清单中 {zone} 的容量，或把部分系统安排到其他云区。',
    },
  },
  PLAN_WAVES_FULL: {
    fault: 'input',
    en: {
      what: 'No wave has room for {system}.',
      why: 'The limits of the waves together are smaller than the number of systems that move.',
      fix: 'Raise maxSystems of a wave in programme.yaml, or add a wave.',
    },
    zh: {
      what: '没有批次能容纳 {system}。',
      why: '各批次上限之和小于需要迁移的系统数。',
      fix: '在 programme.yaml 中提高某一批的 maxSystems，或增加批次。',
    },
  },
  PLAN_NEVER_CATCHES_UP: {
    fault: 'input',
    en: {
      what: '{system} changes {changeGbPerDay} GB a day, more than its uplink of {mbps} Mbit/s carries.',
      why: 'The copy would fall behind further every day and could never be cut over.',
      fix: 'Widen the uplink of its room, or ship the data on disks.',
    },
    zh: {
      what: '{system} 每天变化 {changeGbPerDay} GB，超过出口带宽 {mbps} Mbit/s 的承载能力。',
      why: '复制会越落越远，永远无法割接。',
      fix: '扩大机房出口带宽，或用磁盘运送数据。',
    },
  },
  PLAN_COPY_TOO_LONG: {
    fault: 'input',
    en: {
      what: 'The copy of {system} alone takes {days} days over {mbps} Mbit/s.',
      why: 'It ends after the horizon of the plan.',
      fix: 'Widen the uplink of its room, or ship the data on disks.',
    },
    zh: {
      what: '{system} 仅复制就需 {days} 天（{mbps} Mbit/s）。',
      why: '超出方案的时间范围。',
      fix: '扩大机房出口带宽，或用磁盘运送数据。',
    },
  },
  PLAN_NEEDS_UNPLANNED: {
    fault: 'input',
    en: {
      what: '{system} gets no date because {needs}, which has to come first, has none.',
      why: 'Moved alone it would lose what it depends on.',
      fix: 'Solve what keeps {needs} from a date.',
    },
    zh: {
      what: '{system} 没有日期，因为须先行的 {needs} 没有日期。',
      why: '单独迁移会失去所依赖的系统。',
      fix: '先解决 {needs} 的日期问题。',
    },
  },
  PLAN_PINS_DISAGREE: {
    fault: 'input',
    en: {
      what: '{system} is pinned to wave {wave} but needs {needs}, which is pinned to the later wave {neededWave}.',
      why: 'A system cannot move before what it cannot do without; its cutover waits for the later wave.',
      fix: 'Pin both to one wave, or {needs} to an earlier one.',
    },
    zh: {
      what: '{system} 指定在第 {wave} 批，但其依赖的 {needs} 指定在更晚的第 {neededWave} 批。',
      why: '系统不能先于其强依赖的系统迁移，割接只能等到后一批。',
      fix: '指定到同一批次，或把 {needs} 指定到更早的批次。',
    },
  },
  PLAN_PINS_OVERFILL: {
    fault: 'input',
    en: {
      what: 'The systems pinned to wave {wave}, with those they cannot do without, are {pinned}; the wave takes {limit}.',
      why: 'The wave would be larger than was approved.',
      fix: 'Raise maxSystems of the wave, or move a pin to another one.',
    },
    zh: {
      what: '指定在第 {wave} 批的系统连同其强依赖的系统共 {pinned} 个，超过该批上限 {limit} 个。',
      why: '批次会超过批准的规模。',
      fix: '提高该批的 maxSystems，或把部分指定移到其他批次。',
    },
  },
  PLAN_NEEDS_IN_CIRCLE: {
    fault: 'input',
    en: {
      what: '{from} needs {to} first, and {to} needs {from} first, through more systems than can cut over together.',
      why: 'No order serves both; traffic between the rooms and the cloud will cross for a while.',
      fix: 'Look for a dependency in the circle that is soft, and record it so.',
    },
    zh: {
      what: '{from} 依赖 {to}，{to} 又依赖 {from}，且涉及的系统超过一次可割接的数量。',
      why: '没有能同时满足的顺序，一段时间内会有跨机房访问。',
      fix: '检查循环中是否有弱依赖并如实登记。',
    },
  },
  PLAN_UPLINK_ASSUMED: {
    fault: 'input',
    en: {
      what: 'The uplink of {facility} is not recorded; the plan counts with {mbps} Mbit/s.',
      why: 'Copy times of everything in this room rest on a guess.',
      fix: 'Measure it and write it under "uplinks" in programme.yaml.',
    },
    zh: {
      what: '未登记 {facility} 的出口带宽，方案按 {mbps} Mbit/s 计算。',
      why: '该机房所有系统的复制时间都建立在假设上。',
      fix: '实测后写入 programme.yaml 的 uplinks。',
    },
  },
  PLAN_ROOM_STAYS: {
    fault: 'input',
    en: {
      what: 'Room {room} cannot close: no date to leave for {systems}.',
      why: 'One system that stays keeps power, staff and lines of the room.',
      fix: 'Decide what becomes of them, or record an exemption for the room.',
    },
    zh: {
      what: '机房 {room} 无法关停：{systems} 没有迁出日期。',
      why: '只要有一个系统留下，机房的电力、人员和线路就得保留。',
      fix: '确定这些系统的处置，或为机房登记例外。',
    },
  },
  PLAN_RETIRED_IS_NEEDED: {
    fault: 'input',
    en: {
      what: '{from} has a hard dependency on {to}, which is to be retired.',
      why: 'When {to} is switched off, {from} stops working.',
      fix: 'Remove the dependency before {to} is retired, or keep {to}.',
    },
    zh: {
      what: '{from} 强依赖将被清理的 {to}。',
      why: '{to} 下线后 {from} 无法工作。',
      fix: '在清理 {to} 前解除依赖，或保留 {to}。',
    },
  },
  PLAN_LATE: {
    fault: 'input',
    en: {
      what: '{system}: {what} on {date} is later than the deadline {deadline}.',
      why: 'The deadline is the government\'s; the forecast of its target turns red.',
      fix: 'Ask "qianyun plan why" what binds the date, or record an exemption.',
    },
    zh: {
      what: '{system} 的 {what} 在 {date}，晚于期限 {deadline}。',
      why: '期限由政府确定，对应指标预测将亮红灯。',
      fix: '用 qianyun plan why 查看受何约束，或登记例外。',
    },
  },
  PLAN_CHECK_HASH: {
    fault: 'internal',
    en: {
      what: 'The plan does not match its own hash or its inputs: {what}.',
      why: 'A plan that was changed after it was made is not the one that was checked.',
      fix: 'Make the plan again.',
    },
    zh: {
      what: '方案与其哈希或输入不一致：{what}。',
      why: '生成后被改动的方案不是经过核验的方案。',
      fix: '重新生成方案。',
    },
  },
  PLAN_CHECK_COVERAGE: {
    fault: 'internal',
    en: {
      what: '{system} appears {count} times among planned and unplanned systems; once is right.',
      why: 'A system left out is forgotten in its room; one planned twice is moved twice.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{system} 在已排和未排系统中出现 {count} 次，应为一次。',
      why: '遗漏的系统会被忘在机房，重复的会迁移两次。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_SEQUENCE: {
    fault: 'internal',
    en: {
      what: '{activity} must come after {before}.',
      why: 'Work out of order cannot be carried out.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{activity} 必须在 {before} 之后。',
      why: '顺序错误的工作无法执行。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_COPY: {
    fault: 'internal',
    en: {
      what: 'The copy of {system} carries {carried} GB in its days, but {needed} GB are to be copied.',
      why: 'The data would not be complete on the night of the cutover.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{system} 的复制时段只能传输 {carried} GB，需要 {needed} GB。',
      why: '割接当晚数据不完整。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_WINDOW: {
    fault: 'internal',
    en: {
      what: '{activity} on {date} is not in a window of the calendar.',
      why: 'Outside a window the service would stop in working hours.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{activity} 在 {date}，不在日历窗口内。',
      why: '窗口之外割接会在上班时间中断业务。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_FREEZE: {
    fault: 'internal',
    en: {
      what: '{activity} on {date} lies in "{rule}", when no cutover is allowed.',
      why: 'A freeze protects a holiday, an event or a business peak.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{activity} 在 {date}，处于“{rule}”期间，不得割接。',
      why: '封网是为了保障节假日、重大活动或业务高峰。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_TEAM: {
    fault: 'internal',
    en: {
      what: 'Team {team} works on {used} systems on {date}, but can take {capacity}.',
      why: 'Nobody would be there to do the work.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '队伍 {team} 在 {date} 同时负责 {used} 个系统，上限 {capacity} 个。',
      why: '届时没有人手。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_NIGHT: {
    fault: 'internal',
    en: {
      what: '{used} groups cut over on {date}, but there are {capacity} teams.',
      why: 'Each cutover needs a team of its own on its night.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{date} 当晚有 {used} 个割接组，只有 {capacity} 支队伍。',
      why: '每次割接当晚需要一支队伍。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_UPLINK: {
    fault: 'internal',
    en: {
      what: 'Copies from {facility} use {used} Mbit/s on {date}, but its uplink has {capacity}.',
      why: 'Every copy would take longer than planned.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{facility} 在 {date} 的复制占用 {used} Mbit/s，出口带宽只有 {capacity}。',
      why: '所有复制都会超期。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_ZONE: {
    fault: 'internal',
    en: {
      what: 'Zone {zone} would hold {used} {kind}, but has {capacity}.',
      why: 'The last system would find no room.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '云区 {zone} 将占用 {used} {kind}，容量只有 {capacity}。',
      why: '最后的系统将没有资源。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_TOGETHER: {
    fault: 'internal',
    en: {
      what: 'The systems of group {group} do not cut over in the same night.',
      why: 'They depend on each other and would be parted.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '组 {group} 的系统不在同一晚割接。',
      why: '它们相互依赖，会被拆开。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_ORDER: {
    fault: 'internal',
    en: {
      what: '{system} moves on {date}, before {needs}, which has to come first.',
      why: 'It would run without what it needs.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{system} 在 {date} 先于须先行的 {needs} 迁移。',
      why: '届时所依赖的系统不在。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_PILOT: {
    fault: 'internal',
    en: {
      what: 'Work on {system} begins on {date}, before the pilot is accepted ({accepted}).',
      why: 'Lessons of the pilot would come too late (MIG-02).',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{system} 在 {date} 启动，早于试点验收（{accepted}）。',
      why: '试点经验来不及用上（MIG-02）。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_CLOUD_GATE: {
    fault: 'internal',
    en: {
      what: 'Work on {system} begins on {date}, before cloud {cloud} has passed evaluation and review ({gate}).',
      why: 'The cloud has not been judged fit yet (CLD-06).',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{system} 在 {date} 启动，早于云 {cloud} 通过评估和审查（{gate}）。',
      why: '云尚未通过评估（CLD-06）。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_TRIAL: {
    fault: 'internal',
    en: {
      what: 'The trial of {system} takes {days} days instead of {wanted}.',
      why: 'Acceptance rests on the whole trial.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{system} 的试运行为 {days} 天，应为 {wanted} 天。',
      why: '验收以完整试运行为依据。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_WAVE: {
    fault: 'internal',
    en: {
      what: 'Wave {wave} breaks its limits: {what}.',
      why: 'Waves are approved with their start, size and pins.',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '第 {wave} 批不符合设定：{what}。',
      why: '批次的启动日期、规模和指定是经批准的。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_CHECK_CLOSING: {
    fault: 'internal',
    en: {
      what: '{subject} closes on {date}, before {system} has left it ({leaves}).',
      why: 'What is still in it would stop (SYS-22).',
      fix: 'Make the plan again; if it happens again, report it as a bug.',
    },
    zh: {
      what: '{subject} 在 {date} 关停，早于 {system} 迁出（{leaves}）。',
      why: '仍在其上的系统会中断（SYS-22）。',
      fix: '重新生成方案；若再次出现，请作为缺陷上报。',
    },
  },
  PLAN_FILE_UNREADABLE: {
    fault: 'input',
    en: {
      what: 'The plan file {file} cannot be read: {cause}.',
      why: 'Nothing can be shown, checked or carried out without it.',
      fix: 'Give the path of a file written by "qianyun plan create".',
    },
    zh: {
      what: '无法读取方案文件 {file}：{cause}。',
      why: '没有方案就无法查看、核验或执行。',
      fix: '给出由 qianyun plan create 写出的文件路径。',
    },
  },
  PLAN_FILE_INVALID: {
    fault: 'input',
    en: {
      what: '{file} is not a plan of this version.',
      why: 'Only a file written by "qianyun plan create" holds everything a run needs.',
      fix: 'Create the plan again.',
    },
    zh: {
      what: '{file} 不是本版本的方案文件。',
      why: '只有 qianyun plan create 写出的文件才包含执行所需的全部内容。',
      fix: '重新生成方案。',
    },
  },
  PLAN_FILE_EDITED: {
    fault: 'gate',
    en: {
      what: '{file} was changed after it was written.',
      why: 'What was approved is what is carried out; an edited plan was neither checked nor approved.',
      fix: 'Change the inventory, or pin a system in programme.yaml, and create the plan again.',
    },
    zh: {
      what: '{file} 在写出后被改动。',
      why: '批准什么就执行什么；改动过的方案未经核验和批准。',
      fix: '修改清单或在 programme.yaml 中指定，再重新生成方案。',
    },
  },
  PLAN_STALE: {
    fault: 'gate',
    en: {
      what: 'The plan was made from other facts than those on disk; changed since: {changed}.',
      why: 'Its dates rest on what is no longer so.',
      fix: 'Create the plan again and compare the two.',
    },
    zh: {
      what: '方案所依据的内容已变化：{changed}。',
      why: '其日期所依据的事实已不成立。',
      fix: '重新生成方案并比较差异。',
    },
  },
  PLAN_FILE_UNWRITABLE: {
    fault: 'external',
    en: {
      what: 'The plan cannot be written to {file}: {cause}.',
      why: 'A plan that lies nowhere can be neither approved nor carried out.',
      fix: 'Give another path with -o, or make room and repeat the command.',
    },
    zh: {
      what: '无法把方案写入 {file}：{cause}。',
      why: '没有落盘的方案无法批准和执行。',
      fix: '用 -o 指定其他路径，或腾出空间后重试。',
    },
  },
  PLAN_SEED_INVALID: {
    fault: 'usage',
    en: {
      what: 'The seed must be a whole number from 0 to 4294967295, not {seed}.',
      why: 'The seed decides between equals; with it the plan can be made again byte by byte.',
      fix: 'Leave --seed out, or give a whole number.',
    },
    zh: {
      what: '种子须为 0 至 4294967295 的整数，不能是 {seed}。',
      why: '种子决定并列时的取舍，用同一种子可逐字节重现方案。',
      fix: '省略 --seed，或给出整数。',
    },
  },
  PLAN_SYSTEM_UNKNOWN: {
    fault: 'usage',
    en: {
      what: 'The plan has no system "{system}".',
      why: 'Only systems of the inventory that are not classified are in a plan.',
      fix: 'Look the id up with "qianyun plan show".',
    },
    zh: {
      what: '方案中没有系统“{system}”。',
      why: '方案只包含清单中的非涉密系统。',
      fix: '用 qianyun plan show 查看系统标识。',
    },
  },
} as const satisfies CatalogPart
