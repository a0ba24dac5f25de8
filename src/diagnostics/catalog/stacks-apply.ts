import type { CatalogPart } from '../entry.js'

/** Planning, applying, comparing and destroying the stacks of a place. */
export const stacksApplyCatalog = {
  STK_LOCKED: {
    fault: 'external',
    en: {
      what: 'Another qianyun (process {pid}) has been at work on the stacks of {place} since {since}: {doing}.',
      why: 'Two at once would apply plans that know nothing of each other. Nothing was started.',
      fix: 'Wait until it has ended, then repeat the command. A process that is gone holds no lock.',
    },
    zh: {
      what: '另一个 qianyun（进程 {pid}）自 {since} 起正在处理 {place} 的栈：{doing}。',
      why: '两个同时进行会应用互不知情的计划。尚未启动任何操作。',
      fix: '等它结束后再重复该命令。已经不在的进程不会占用锁。',
    },
  },
  STK_UNKNOWN_WAVE: {
    fault: 'usage',
    en: {
      what: 'The plan of {place} has no wave {wave} with systems that have stacks; it has: {known}.',
      why: 'Nothing would be selected.',
      fix: 'Name one of these waves, or make a new plan: qianyun plan create {place}',
    },
    zh: {
      what: '{place} 的方案中没有含栈系统的第 {wave} 批；现有批次：{known}。',
      why: '这样什么也选不中。',
      fix: '改为上述批次之一，或重新制定方案：qianyun plan create {place}',
    },
  },
  STK_OPTION_INVALID: {
    fault: 'usage',
    en: {
      what: '{option} cannot be "{value}".',
      why: 'It takes {form}.',
      fix: 'Correct the value and repeat the command.',
    },
    zh: {
      what: '{option} 的值不能是“{value}”。',
      why: '它应为 {form}。',
      fix: '改正该值后重复命令。',
    },
  },
  STK_NOT_STARTED: {
    fault: 'external',
    en: {
      what: 'Not started: {stacks}.',
      why: 'Something before them failed or was interrupted; nothing of these was touched.',
      fix: 'Mend that first, then repeat the command.',
    },
    zh: {
      what: '未启动：{stacks}。',
      why: '之前的步骤失败或被中断；这些栈没有被触及。',
      fix: '先解决前面的问题，再重复该命令。',
    },
  },
  STK_SET_UNKNOWN: {
    fault: 'usage',
    en: {
      what: 'There is no plan set "{set}" for {place}; known: {known}.',
      why: 'Only a saved plan is applied, named by its hash or its file, so that what was looked at is what is done.',
      fix: 'Plan first: qianyun stacks plan {place}',
    },
    zh: {
      what: '{place} 没有计划集“{set}”；现有：{known}。',
      why: '只应用已保存的计划（以哈希或文件指明），确保执行的就是审阅过的。',
      fix: '请先计划：qianyun stacks plan {place}',
    },
  },
  STK_SET_CHANGED: {
    fault: 'gate',
    en: {
      what: '{file} is not what was written: {reason}.',
      why: 'A plan set is sealed by a hash over all that was planned and judged; one that was altered was judged by nobody. Nothing was applied.',
      fix: 'Plan again: qianyun stacks plan {place}',
    },
    zh: {
      what: '{file} 与写入时不同：{reason}。',
      why: '计划集以覆盖全部计划和裁决的哈希封存；被改动过的没有经过任何裁决。没有应用任何内容。',
      fix: '重新计划：qianyun stacks plan {place}',
    },
  },
  STK_SET_SELECTION: {
    fault: 'usage',
    en: {
      what: '{options} cannot stand beside --plan.',
      why: 'A plan set is applied whole, to the sites and stacks it was made for; the option would be taken for a narrower choice and change nothing.',
      fix: 'Leave the option away, or make a set of just those stacks: qianyun stacks plan {place} {options} …',
    },
    zh: {
      what: '{options} 不能与 --plan 同用。',
      why: '计划集按制定时的站点和栈整体应用；该选项看似缩小了范围，实际不起作用。',
      fix: '去掉该选项，或只为这些栈制定计划集：qianyun stacks plan {place} {options} …',
    },
  },
  STK_SET_BLOCKED: {
    fault: 'gate',
    en: {
      what: 'The gates stopped this plan set: {count} findings block, the first is {first}.',
      why: 'What is stopped is not applied, not even the stacks without findings: they belong together.',
      fix: 'Mend what the findings name or have it signed in changes.yaml, then plan again: qianyun stacks plan {place}',
    },
    zh: {
      what: '关卡拦下了该计划集：{count} 项阻断，第一项为 {first}。',
      why: '被拦下的不会应用，没有问题的栈也不会：它们属于同一批。',
      fix: '按所列问题修正，或在 changes.yaml 中签字，然后重新计划：qianyun stacks plan {place}',
    },
  },
  STK_PLAN_STALE: {
    fault: 'gate',
    en: {
      what: '{stack}: the saved plan no longer fits: {reason}.',
      why: 'Something has moved on since it was looked at; applying it would do what nobody has seen.',
      fix: 'Plan again and look at the difference: qianyun stacks plan {place}',
    },
    zh: {
      what: '{stack}：保存的计划已不适用：{reason}。',
      why: '审阅之后情况已变；应用它等于执行没人看过的内容。',
      fix: '重新计划并查看差异：qianyun stacks plan {place}',
    },
  },
  STK_EARLIER_CUT_OFF: {
    fault: 'external',
    en: {
      what: 'The {act} of {at} was cut off. Done: {done}. Begun, perhaps half: {cutOff}. Not started: {notStarted}.',
      why: 'Its process ended without a word; what it had begun may be in the cluster in part.',
      fix: 'Plan and apply again: what is missing is made, what is there is left. If a stack then says that objects exist already, run: qianyun stacks adopt {place}',
    },
    zh: {
      what: '{at} 的 {act} 被中断。已完成：{done}。已开始、可能只做了一半：{cutOff}。未启动：{notStarted}。',
      why: '其进程未留下任何说明就结束了；已开始的内容可能只有一部分在集群中。',
      fix: '重新计划并应用：缺的会补上，已有的保持不变。若某个栈报告对象已存在，运行：qianyun stacks adopt {place}',
    },
  },
  STK_INTERRUPTED: {
    fault: 'interrupted',
    en: {
      what: 'Interrupted. Done: {done}. Not done: {left}.',
      why: 'The tool was asked once to stop; it finished what it had begun and wrote its state.',
      fix: 'Repeat the command when you are ready: qianyun stacks plan {place}',
    },
    zh: {
      what: '已中断。已完成：{done}。未完成：{left}。',
      why: '已请工具停止一次；它做完已开始的部分并写好状态。',
      fix: '准备好后重复：qianyun stacks plan {place}',
    },
  },
  STK_REFUSED: {
    fault: 'external',
    en: {
      what: '{stack}: the API server of {site} does not take {object}: {message}',
      why: 'Reason: {reason}. In a dry run nothing was applied; else what was applied before it stays, and the summary says which.',
      fix: 'Mend what the server names, then repeat the command.',
    },
    zh: {
      what: '{stack}：{site} 的 API 服务器不接受 {object}：{message}',
      why: '原因：{reason}。试运行时没有应用任何内容；否则之前已应用的会保留，摘要会列出。',
      fix: '按服务器所述修正，然后重复该命令。',
    },
  },
  STK_FIELD_CONFLICT: {
    fault: 'gate',
    en: {
      what: '{stack}: {object} at {site} has fields that somebody else manages: {message}',
      why: 'Somebody has set them since, by hand or by another program, and it may be what keeps the system up. In a dry run nothing was applied.',
      fix: 'Find out who. If they are right, write it into the inventory; if the stack is right, repeat the command with --force-conflicts, which takes these fields over.',
    },
    zh: {
      what: '{stack}：{site} 上的 {object} 有字段由别人管理：{message}',
      why: '此后有人手工或用其他程序改过这些字段，系统可能正靠它运行。试运行时没有应用任何内容。',
      fix: '查明是谁。若其正确，写入清单；若栈正确，加上 --force-conflicts 重复该命令，由本工具接管这些字段。',
    },
  },
  STK_NOT_OURS: {
    fault: 'gate',
    en: {
      what: '{stack}: {object} is at {site} already, and nothing about it says that it is ours.',
      why: 'It bears none of our labels and was never applied from here: to apply it would take it from whoever made it.',
      fix: 'Find out whose it is. If it is to be taken over, repeat the command with --force-conflicts, which tells what is overwritten; else remove or rename it.',
    },
    zh: {
      what: '{stack}：{site} 上已有 {object}，但没有任何迹象表明它属于本工具。',
      why: '它没有本工具的标签，也从未由此应用；直接应用等于从创建者手中夺走它。',
      fix: '查明它属于谁。若要接管，加上 --force-conflicts 重复该命令，会列出被覆盖的内容；否则删除或改名。',
    },
  },
  STK_DRIFT: {
    fault: 'gate',
    en: {
      what: '{stack}: a plan would {action} {address}.',
      why: 'The cluster is not what the stack says, or the stack was not applied since it was changed.',
      fix: 'Look at the plan that would change it back: qianyun stacks plan <place> --heal',
    },
    zh: {
      what: '{stack}：计划将对 {address} 执行 {action}。',
      why: '集群与栈不符，或栈修改后尚未应用。',
      fix: '查看会改回去的计划：qianyun stacks plan <place> --heal',
    },
  },
  STK_ABSENT: {
    fault: 'gate',
    en: {
      what: '{stack}: none of its {count} objects is at {site}.',
      why: 'The stack was never applied there, or everything of it was removed.',
      fix: 'Apply it, or take the system out of the inventory.',
    },
    zh: {
      what: '{stack}：其 {count} 个对象都不在 {site}。',
      why: '该栈从未应用，或其全部内容已被删除。',
      fix: '应用该栈，或从台账中去掉该系统。',
    },
  },
  STK_DESTROY_UNCONFIRMED: {
    fault: 'usage',
    en: {
      what: 'Nothing was destroyed: {count} stacks of {place} would be, with all that is in them.',
      why: 'What a namespace holds goes with it. What exactly goes is shown first, and has to be named to go.',
      fix: 'If that is meant, repeat the command with --yes-destroy {confirmation}',
    },
    zh: {
      what: '没有删除任何内容：将删除 {place} 的 {count} 个栈及其全部内容。',
      why: '命名空间中的一切会随之删除。先列出要删除的内容，再由人确认。',
      fix: '若确实要删除，加上 --yes-destroy {confirmation} 重复该命令。',
    },
  },
  STK_DOMAIN_OCCUPIED: {
    fault: 'gate',
    en: {
      what: '{stack} cannot be destroyed: {systems} still live at that site.',
      why: 'Without their domain or platform they lose the gateway users come through, the exchange and their priority; they would go on running and nobody would reach them.',
      fix: 'Destroy the systems first, in the same command or before.',
    },
    zh: {
      what: '不能删除 {stack}：{systems} 仍在该站点。',
      why: '没有网络域或平台，它们会失去用户入口网关、交换和优先级；仍在运行却无人能访问。',
      fix: '先删除这些系统，可在同一命令中或事先进行。',
    },
  },
  STK_DESTROY_UNSIGNED: {
    fault: 'gate',
    en: {
      what: '{stack}: nobody has signed for the deletion of {count} guarded objects, such as {resource}, as of {today}.',
      why: 'With them go data, the bounds between tenants, or all that is in a namespace; no later apply brings that back.',
      fix: 'Add an entry to migrations/{place}/changes.yaml: stack {stack}, resources ["*"], actions [delete], with id, by, on, until and why.',
    },
    zh: {
      what: '{stack}：截至 {today}，没有人签字同意删除 {count} 个受保护的对象，例如 {resource}。',
      why: '随之消失的是数据、租户之间的边界，或命名空间中的一切；之后再应用也无法恢复。',
      fix: '在 migrations/{place}/changes.yaml 中增加一条：stack 为 {stack}，resources 为 ["*"]，actions 为 [delete]，并写明 id、by、on、until 和 why。',
    },
    example: 'changes:\n  - id: permits-leaves\n    by: 王某\n    on: 2026-11-20\n    until: 2026-11-27\n    why: moved to the province\n    stack: sys-permits-city-cloud\n    resources: ["*"]\n    actions: [delete]',
  },
  STK_LEFT_ALONE: {
    fault: 'gate',
    en: {
      what: '{object} at {site} is left: nothing on it says that it is of this stack, system, domain and site.',
      why: 'It only bears the name. What is deleted without a state has to say by its own labels, or by who applied it, that it is ours.',
      fix: 'If it is ours, restore its labels ("qianyun stacks drift" shows them) and repeat the command; else leave it to its owner.',
    },
    zh: {
      what: '保留 {site} 上的 {object}：没有任何迹象表明它属于该栈、系统、域和站点。',
      why: '它只是同名。没有状态时，只删除以自身标签或应用者表明属于本工具的对象。',
      fix: '若确属本工具，恢复其标签（“qianyun stacks drift”会列出）后重复该命令；否则留给其所有者。',
    },
  },
  STK_STRANGERS_INSIDE: {
    fault: 'gate',
    en: {
      what: '{stack} cannot be destroyed: in namespace {namespace} of {site} there are {count} workloads or volumes of others: {objects}.',
      why: 'With a namespace goes all that is in it, and these are of no stack.',
      fix: 'Have whoever made them move or remove them, then repeat the command.',
    },
    zh: {
      what: '不能删除 {stack}：{site} 的命名空间 {namespace} 中有 {count} 个他人的工作负载或存储卷：{objects}。',
      why: '命名空间中的一切会随之删除，而这些不属于任何栈。',
      fix: '请创建者将其迁走或删除，然后重复该命令。',
    },
  },
  STK_STILL_THERE: {
    fault: 'external',
    en: {
      what: '{object} at {site} was asked to go and is still there.',
      why: 'Something that owns it or watches it has not let go yet: a finalizer, or a namespace with many objects.',
      fix: 'Look at its finalizers with kubectl; repeat the command, it goes on where it stands.',
    },
    zh: {
      what: '{site} 上的 {object} 已请求删除，但仍然存在。',
      why: '拥有或监视它的某个程序还没有放手：终结器，或命名空间中对象很多。',
      fix: '用 kubectl 查看其 finalizers；重复该命令会接着做。',
    },
  },
  STK_NOTHING_TO_ADOPT: {
    fault: 'usage',
    en: {
      what: '{place}: every object of the selected stacks is either in its state or not in the cluster.',
      why: 'Adoption takes objects that exist into a state that does not know them; there are none.',
      fix: 'Plan as usual: qianyun stacks plan {place}',
    },
    zh: {
      what: '{place}：所选栈的每个对象要么已在状态中，要么不在集群中。',
      why: '收编是把已存在而状态不知道的对象纳入状态；这里没有这样的对象。',
      fix: '照常计划：qianyun stacks plan {place}',
    },
  },
} as const satisfies CatalogPart
