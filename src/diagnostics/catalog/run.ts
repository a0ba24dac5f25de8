import type { CatalogPart } from '../entry.js'

export const runCatalog = {
  RUN_NO_TARGET: {
    fault: 'input',
    en: {
      what: 'System {system} has no target endpoint.',
      why: 'The run can only move data to a database it can reach.',
      fix: 'Add "target" to the system in migrations/<place>/endpoints.yaml.',
    },
    zh: {
      what: '系统 {system} 没有目标端地址。',
      why: '只能向可以连接的数据库迁移数据。',
      fix: '在 migrations/<place>/endpoints.yaml 中为该系统填写 target。',
    },
  },
  RUN_NO_ENDPOINTS: {
    fault: 'input',
    en: {
      what: 'System {system} is planned but has no entry in endpoints.yaml.',
      why: 'The run must know how to reach the data of every system in its plan.',
      fix: 'Add the system to migrations/{place}/endpoints.yaml.',
    },
    zh: {
      what: '系统 {system} 已列入方案，但 endpoints.yaml 中没有它。',
      why: '运行必须知道如何连接方案中每个系统的数据。',
      fix: '在 migrations/{place}/endpoints.yaml 中补充该系统。',
    },
  },
  RUN_PREFLIGHT_BLOCKS: {
    fault: 'gate',
    en: {
      what: 'Preflight {check} stops the move of {system}: {objects}.',
      why: 'Going on would break the application or lose data; nothing has been changed yet.',
      fix: 'Look at it, and mend what is ours to mend: qianyun run preflight <place> {system} --fix all\n    What it means: qianyun explain PREFLIGHT_{check}\n    Then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的预检 {check} 不通过：{objects}。',
      why: '继续会破坏应用或丢失数据；目前未做任何改动。',
      fix: '查看并处理可代为处理的问题：qianyun run preflight <place> {system} --fix all\n    含义：qianyun explain PREFLIGHT_{check}\n    然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_TARGET_SERVICE_DOWN: {
    fault: 'external',
    en: {
      what: 'The new service of {system} does not answer: {check}: {detail}.',
      why: 'The application must stand on the new side before data is sent there; the source still serves.',
      fix: 'Start the service on the target site; the run looks again by itself.',
    },
    zh: {
      what: '系统 {system} 的新服务没有响应：{check}：{detail}。',
      why: '数据迁移之前，新环境的应用必须可用；源端仍在提供服务。',
      fix: '在目标站点启动服务；运行会自动重试。',
    },
  },
  RUN_SCHEMA_DRIFT: {
    fault: 'gate',
    en: {
      what: 'Tables of {system} were changed during the sync: {tables}.',
      why: 'A changed schema stops the feed or loses columns; the source still serves.',
      fix: 'Apply the same change on the target, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的表结构在同步期间被修改：{tables}。',
      why: '结构变化会使同步中断或丢失字段；源端仍在提供服务。',
      fix: '在目标端做同样的修改，然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_APPLY_ERRORS: {
    fault: 'external',
    en: {
      what: 'The feed of {system} failed to apply {count} time(s) on the target.',
      why: 'Until it applies, the target falls behind; the source still serves.',
      fix: 'Read the target server\'s log for the failing row, mend it, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的同步在目标端应用失败 {count} 次。',
      why: '在解决之前目标端会越来越落后；源端仍在提供服务。',
      fix: '查看目标数据库日志中出错的行，处理后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_REHEARSAL_DIFFERS: {
    fault: 'gate',
    en: {
      what: 'The rehearsal of {system} found differences in: {tables}.',
      why: 'A cutover now would carry the difference into production; the source still serves.',
      fix: 'See the evidence for the key ranges; compare again with: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的预演发现数据不一致：{tables}。',
      why: '现在割接会把差异带入生产；源端仍在提供服务。',
      fix: '查看证据中的键范围；再次比对：qianyun run retry <place> {system}',
    },
  },
  RUN_DRILL_FAILED: {
    fault: 'gate',
    en: {
      what: 'The DR drill of {system} failed: {checks}.',
      why: 'A replica that was never promoted with success is no protection; the primary is untouched.',
      fix: 'Read the drill\'s evidence, mend the replica, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的容灾演练不通过：{checks}。',
      why: '没有成功演练过的副本不算保护；主库未受影响。',
      fix: '查看演练证据并修复副本，然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_NO_ARCHIVE: {
    fault: 'input',
    en: {
      what: 'System {system} is to be retired but has no archiveDirectory.',
      why: 'A zombie is closed only after its data has been kept.',
      fix: 'Add "archiveDirectory" to the system in migrations/<place>/endpoints.yaml.',
    },
    zh: {
      what: '系统 {system} 需要关停，但没有 archiveDirectory。',
      why: '僵尸系统只有在数据归档之后才能关停。',
      fix: '在 migrations/<place>/endpoints.yaml 中填写 archiveDirectory。',
    },
  },
  RUN_UNKNOWN_RUN: {
    fault: 'usage',
    en: {
      what: 'There is no run for {place} in the control database.',
      why: 'Status, approvals and rollbacks belong to a run.',
      fix: 'Start one: qianyun run start {place} --plan <file>',
    },
    zh: {
      what: '控制库中没有 {place} 的运行记录。',
      why: '状态、审批和回退都属于某次运行。',
      fix: '先启动：qianyun run start {place} --plan <文件>',
    },
  },
  RUN_UNKNOWN_SYSTEM: {
    fault: 'usage',
    en: {
      what: 'System {system} is not part of the run {run}.',
      why: 'Only systems of the approved plan can be acted on.',
      fix: 'See the systems of the run: qianyun run status {place}',
    },
    zh: {
      what: '系统 {system} 不在运行 {run} 中。',
      why: '只能操作已批准方案中的系统。',
      fix: '查看运行中的系统：qianyun run status {place}',
    },
  },
  RUN_WRONG_STATE: {
    fault: 'gate',
    en: {
      what: '{action} is not possible for {system}: it is {state}.',
      why: 'Each act belongs to certain states, so that nothing is undone by accident.',
      fix: 'See where it stands: qianyun run status {place}',
    },
    zh: {
      what: '系统 {system} 当前状态为 {state}，不能执行 {action}。',
      why: '每个动作只属于特定状态，避免误操作。',
      fix: '查看状态：qianyun run status {place}',
    },
  },
  RUN_STILL_OPEN: {
    fault: 'gate',
    en: {
      what: 'Run {run} of {place} is not over: {systems}.',
      why: 'Approvals and the way back belong to the latest run; a second one would take them away from a system that is between its two sides.',
      fix: 'Commit and close these systems or take them back first: qianyun run status {place}',
    },
    zh: {
      what: '{place} 的运行 {run} 尚未结束：{systems}。',
      why: '审批和回退只针对最近一次运行；再启动一次，处于新旧两侧之间的系统将无法审批或回退。',
      fix: '先完成确认与关闭，或回退这些系统：qianyun run status {place}',
    },
  },
  RUN_OTHER_PLACE: {
    fault: 'input',
    en: {
      what: 'A worker of another place was given {system} of run {run}.',
      why: 'It knows other servers; a system of the same name there must not be touched. Nothing was done.',
      fix: 'Give each place a control database of its own (QIANYUN_STATE or QIANYUN_DATABASE_URL), then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '运行 {run} 的系统 {system} 交给了另一地区的工作进程。',
      why: '该进程连接的是另一地区的服务器，不得触碰那里的同名系统。未做任何改动。',
      fix: '为每个地区使用单独的控制数据库（QIANYUN_STATE 或 QIANYUN_DATABASE_URL），然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_FINDINGS_BLOCK: {
    fault: 'gate',
    en: {
      what: '{count} grave finding(s) are not covered by an exemption: {rules}.',
      why: 'A plan against the policy may not be carried out.',
      fix: 'Mend the inventory or record an exemption: qianyun assess {place}',
    },
    zh: {
      what: '有 {count} 项严重问题没有例外批准：{rules}。',
      why: '违反政策的方案不得实施。',
      fix: '修正台账或登记例外：qianyun assess {place}',
    },
  },
  RUN_STACKS_BLOCKED: {
    fault: 'gate',
    en: {
      what: '{count} gate finding(s) block the stacks: {gates}.',
      why: 'Stacks that policy forbids are not provisioned.',
      fix: 'See them: qianyun stacks synth {place}',
    },
    zh: {
      what: '云栈有 {count} 项门禁问题：{gates}。',
      why: '政策不允许的云栈不会开通。',
      fix: '查看：qianyun stacks synth {place}',
    },
  },
  RUN_SAME_SIGNER: {
    fault: 'gate',
    en: {
      what: '{by} has already signed the {gate} gate of {system}.',
      why: 'The commit needs two different people.',
      fix: 'Let a second person approve.',
    },
    zh: {
      what: '{by} 已签署过系统 {system} 的 {gate} 关口。',
      why: '提交需要两个不同的人签署。',
      fix: '请另一人审批。',
    },
  },
  RUN_SECRET_MISSING: {
    fault: 'input',
    en: {
      what: 'The secret {where} cannot be read.',
      why: 'Without the password the database cannot be reached; nothing was changed.',
      fix: 'Set the environment variable, or make the file readable for this user only.',
    },
    zh: {
      what: '无法读取密钥 {where}。',
      why: '没有口令就无法连接数据库；未做任何改动。',
      fix: '设置环境变量，或让该文件仅对当前用户可读。',
    },
  },
  DEMO_INTERRUPTED: {
    fault: 'interrupted',
    en: {
      what: 'Interrupted: everything the demo had started is stopped.',
      why: 'The demo\'s city lives only as long as the demo.',
      fix: 'Start again: {command}',
    },
    zh: {
      what: '已中断：演示启动的一切都已停止。',
      why: '演示城市只在演示期间存在。',
      fix: '重新开始：{command}',
    },
  },
  RUN_SYSTEM_BLOCKED: {
    fault: 'external',
    en: {
      what: 'System {system} is blocked at {step}: {cause}',
      why: 'Its step failed for good; the side that served before still serves.',
      fix: 'Mend the cause, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 在 {step} 受阻：{cause}',
      why: '该步骤多次失败；原来提供服务的一端仍在服务。',
      fix: '排除原因后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_WINDOW_OVER: {
    fault: 'gate',
    en: {
      what: 'The switch of {name} was not through within {seconds} s and was undone.',
      why: 'Nobody could write meanwhile; the side that served serves again, and nothing was lost.',
      fix: 'Mend what took the time; where the system needs longer, set cutoverDeadlineSeconds in endpoints.yaml. Then:\n    qianyun run retry <place> <system>',
    },
    zh: {
      what: '{name} 的切换未在 {seconds} 秒内完成，已撤销。',
      why: '其间无法写入；原来的一端已恢复服务，没有丢失数据。',
      fix: '请查明并处理耗时的步骤；确需更长时间的，请在 endpoints.yaml 中设置 cutoverDeadlineSeconds。然后执行：\n    qianyun run retry <place> <system>',
    },
  },
  RUN_PASS_TOO_LONG: {
    fault: 'gate',
    en: {
      what: 'A pass over the files of {system} takes {seconds} s and does not get shorter; a switch allows {limit} s.',
      why: 'The last pass is made while nobody can write.',
      fix: 'Allow it the time: cutoverDeadlineSeconds: {needed} in endpoints.yaml; or give it less to look at: exclude what is no data, remove what is not needed. Then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的文件每遍同步需要 {seconds} 秒，且不再缩短；切换只允许 {limit} 秒。',
      why: '最后一遍同步期间无法写入。',
      fix: '请在 endpoints.yaml 中设置 cutoverDeadlineSeconds: {needed}，或减少文件：用 exclude 排除非数据内容、清理不需要的文件。然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_FEED_RELEASED: {
    fault: 'external',
    en: {
      what: 'The feed of {system} was given up because it endangered the {place} side: {retained} of log kept, at most {limit}; {free} free.',
      why: 'A feed that is too slow fills the disk of a server until it stops. The side that serves goes on serving; nothing of its data was touched.',
      fix: 'Make the room or the speed the feed needs, then copy again from the beginning: qianyun run again <place> {system}',
    },
    zh: {
      what: '系统 {system} 的同步链路危及{place}端，已放弃：保留日志 {retained}，上限 {limit}；剩余空间 {free}。',
      why: '过慢的同步会占满服务器磁盘，直至其停止。提供服务的一端继续服务，数据未受影响。',
      fix: '请为同步链路提供足够的空间或速度，然后从头复制：qianyun run again <place> {system}',
    },
  },
  RUN_FEED_LOST: {
    fault: 'external',
    en: {
      what: 'The server of the {place} side has given up the feed of {system} ({retained} of log kept, at most {limit}; {free} free).',
      why: 'What it had still to send is gone from its log, so the other side can never catch up. The side that serves goes on serving.',
      fix: 'Let that server keep more log (max_slot_wal_keep_size, binlog_expire_logs_seconds) or speed the feed up, then copy again from the beginning: qianyun run again <place> {system}',
    },
    zh: {
      what: '{place}端服务器已放弃系统 {system} 的同步链路（保留日志 {retained}，上限 {limit}；剩余空间 {free}）。',
      why: '尚未发送的内容已从其日志中删除，另一端无法再追上。提供服务的一端继续服务。',
      fix: '请让该服务器保留更多日志（max_slot_wal_keep_size、binlog_expire_logs_seconds）或提高同步速度，然后从头复制：qianyun run again <place> {system}',
    },
  },
  RUN_WAY_BACK_GONE: {
    fault: 'external',
    en: {
      what: 'The way back of {system} is gone: its feed endangered the {place} side or was lost there ({retained} of log kept, at most {limit}; {free} free).',
      why: 'The new side serves and goes on serving; the old side no longer gets what is written.',
      fix: 'Nothing leads back to the old side any more. Mend what went wrong, prove the new side, then go on: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的回退通道已失去：同步链路危及{place}端，或已在该端中断（保留日志 {retained}，上限 {limit}；剩余空间 {free}）。',
      why: '新环境正在并将继续提供服务；旧环境不再得到新写入的数据。',
      fix: '已无法回到旧环境。请处理问题、核对新环境，然后继续：qianyun run retry <place> {system}',
    },
  },
  RUN_FEED_ALARM: {
    fault: 'external',
    en: {
      what: 'The feed of {system} strains the {place} side: {retained} of log kept, given up at {limit}; {free} free.',
      why: 'A feed that is too slow fills the disk of the side that sends; it is given up before that happens.',
      fix: 'Look at the line, the load of the receiving side and its log; more disk or a quieter hour helps too.',
    },
    zh: {
      what: '系统 {system} 的同步链路使{place}端吃紧：保留日志 {retained}，达到 {limit} 时放弃；剩余空间 {free}。',
      why: '过慢的同步会占满发送端磁盘；在此之前会放弃链路。',
      fix: '请检查线路、接收端的负载和日志；增加磁盘或避开高峰也有帮助。',
    },
  },
  RUN_WATCH_BLIND: {
    fault: 'external',
    en: {
      what: 'The feed of {system} cannot be looked at: {detail}.',
      why: 'What it keeps of a server\'s log may grow unseen.',
      fix: 'Bring the server back, or see that the worker can reach it; the watch looks again every half minute.',
    },
    zh: {
      what: '无法查看系统 {system} 的同步链路：{detail}。',
      why: '服务器保留的日志可能在无人察觉时增长。',
      fix: '请恢复该服务器，或确认工作进程能够连接；每半分钟会再看一次。',
    },
  },
  RUN_LAG: {
    fault: 'external',
    en: {
      what: 'The receiving side of {system} is {seconds} s behind.',
      why: 'A switch must wait until it has caught up, and its log piles up meanwhile.',
      fix: 'Look at the line, the load of the receiving side and its log.',
    },
    zh: {
      what: '系统 {system} 的接收端落后 {seconds} 秒。',
      why: '追平之前不能切换，日志会持续堆积。',
      fix: '请检查线路、接收端的负载和日志。',
    },
  },
  RUN_PART_LEFT_BEHIND: {
    fault: 'external',
    en: {
      what: 'The data {part} of {system} has not followed to the {side} side, where its database serves.',
      why: 'Users work there already; what they need of this part is shut until it has followed. Nothing of it is lost.',
      fix: 'It is tried again by itself. If the system is blocked, mend the cause below and give: qianyun run retry {place} {system}',
    },
    zh: {
      what: '系统 {system} 的数据 {part} 尚未随数据库切换到{side}端。',
      why: '用户已在该端办公；在这部分数据跟上之前，与之相关的功能不可用，但没有任何丢失。',
      fix: '系统会自动重试；若已阻塞，请排除下述原因后执行：qianyun run retry {place} {system}',
    },
  },
  RUN_SERVES_AGAIN: {
    fault: 'external',
    en: {
      what: '{system} accepts writes again, on its {side} side.',
      why: 'Its switch was undone while a server could not be reached; that server has answered, and its door was opened.',
      fix: 'Nothing for the users. Find out why the server was away before the system is switched again: qianyun run retry {place} {system}',
    },
    zh: {
      what: '系统 {system} 已在{side}端恢复可写。',
      why: '撤销切换时有一端服务器不可达；该服务器已恢复应答，其入口已重新开放。',
      fix: '用户无需处理。请查明服务器离线原因后再切换：qianyun run retry {place} {system}',
    },
  },
  RUN_NEITHER_SIDE_SERVES: {
    fault: 'external',
    en: {
      what: 'Neither side of {system} accepts writes.',
      why: 'This is the one state the product must never leave behind: users cannot work.',
      fix: 'Look at both database servers; the run unfences the source as soon as it can reach it: qianyun run retry {place} {system}',
    },
    zh: {
      what: '系统 {system} 两端都不可写。',
      why: '这是绝不允许遗留的状态：用户无法办公。',
      fix: '检查两端数据库服务器；一旦可达，运行会立即恢复源端：qianyun run retry {place} {system}',
    },
  },
} as const satisfies CatalogPart
