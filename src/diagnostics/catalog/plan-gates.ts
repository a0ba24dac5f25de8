import type { CatalogPart } from '../entry.js'

export const planGatesCatalog = {
  GATE_PLAN_UNREADABLE: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan is not of the form OpenTofu and Terraform write ({detail}).',
      why: 'What cannot be read cannot be judged, so nothing of this plan may be applied.',
      fix: 'Plan again; give the gates the whole output of "show -json" of the saved plan.',
    },
    zh: {
      what: '{stack}：计划不是 OpenTofu 或 Terraform 输出的格式（{detail}）。',
      why: '读不懂的计划无法判断，因此该计划不得执行。',
      fix: '重新生成计划，并把已保存计划的“show -json”完整输出交给关卡。',
    },
  },
  GATE_PLAN_VERSION: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan has format version "{detail}"; the gates know 1.x.',
      why: 'Another major version may say the same things in other places, and a gate that looks in the wrong place finds nothing.',
      fix: 'Plan with OpenTofu or Terraform of a version that writes format 1.x.',
    },
    zh: {
      what: '{stack}：计划的格式版本为“{detail}”，关卡只认识 1.x。',
      why: '另一个主版本可能把同样的内容写在别处，关卡看错地方就什么也查不到。',
      fix: '请使用输出 1.x 格式的 OpenTofu 或 Terraform 版本生成计划。',
    },
  },
  GATE_PLAN_ERRORED: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan is not complete: the tool met an error, or left changes out.',
      why: 'It shows a part of what is to be done; the rest was never judged.',
      fix: 'Correct what the tool reports, then plan the whole stack again, without -target.',
    },
    zh: {
      what: '{stack}：计划不完整：工具遇到错误，或遗漏了部分变更。',
      why: '它只给出要做的一部分，其余部分没有经过判断。',
      fix: '先解决工具报告的问题，再对整个栈重新生成计划，不要使用 -target。',
    },
  },
  GATE_PLAN_ACTION: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan would do "{detail}" with {resource}, which the gates do not know.',
      why: 'An act that is not known cannot be judged; "forget", for one, leaves an object behind that no state knows any more.',
      fix: 'Take the block that asks for it out of the stack, or use a known version of the tool, and plan again.',
    },
    zh: {
      what: '{stack}：计划要对 {resource} 执行“{detail}”，关卡不认识该动作。',
      why: '不认识的动作无法判断；例如 forget 会留下不再受任何状态管理的对象。',
      fix: '从栈中去掉要求该动作的配置块，或使用已知版本的工具，然后重新生成计划。',
    },
  },
  GATE_UNKNOWN_RESOURCE: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} is a {kind}, which the synthesis never makes, and the plan would {action} it.',
      why: 'The gates know what the synthesis makes and look past everything else: it would be applied unjudged.',
      fix: 'Take it out of the stack\'s folder and plan again. What an earlier version made may be deleted when somebody has signed for that in changes.yaml.',
    },
    zh: {
      what: '{stack}：{resource} 的类型是 {kind}，生成程序从不产生这种资源，而计划要对其执行 {action}。',
      why: '关卡只认识生成程序产生的类型，其余一律看不到：它会未经判断就被应用。',
      fix: '从栈的文件夹中去掉它，再重新生成计划。早先版本产生的资源，在 changes.yaml 中签字后可以删除。',
    },
  },
  GATE_UNKNOWN_ACT: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan does something besides changing resources: {act}.',
      why: 'What it reads or runs while it is applied is in no file that was judged.',
      fix: 'Write the stacks anew and plan again; the synthesis makes no data sources and no actions.',
    },
    zh: {
      what: '{stack}：计划除变更资源外还会做别的事：{act}。',
      why: '它在应用时读取或运行的内容，不在任何经过判断的文件中。',
      fix: '重新生成栈并再做计划；生成程序不产生数据源和动作。',
    },
  },
  GATE_GUARDED: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan would {action} {resource} ({kind}), and nobody has signed for it as of {today}.',
      why: 'With it go data, the bounds between tenants, or the way of the users; the next apply does not bring them back.',
      fix: 'If it is meant, add an entry to changes.yaml with this stack, resource and action; else restore what the inventory said before.',
    },
    zh: {
      what: '{stack}：计划要对 {resource}（{kind}）执行 {action}，截至 {today} 没有人签字同意。',
      why: '随之消失的是数据、租户之间的边界或用户的访问路径，再次执行也无法恢复。',
      fix: '如确需如此，在 changes.yaml 中为该栈、资源和动作增加一条；否则恢复清单原来的内容。',
    },
    example: 'changes:\n  - id: retire-hotline\n    by: 王主任\n    on: 2026-03-01\n    why: hotline is closed\n    until: 2026-03-07\n    stack: sys-hotline-cloud\n    resources: [kubernetes_namespace_v1.sys-hotline]\n    actions: [delete]',
  },
  GATE_SIGNATURE_EXPIRED: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan would {action} {resource} ({kind}); the signed change "{change}" of {on} ended on {until}, and today is {today}.',
      why: 'A signature is for the days on which the one who signed knew what would happen.',
      fix: 'Have it signed again with a later "until" in changes.yaml, or leave the resource as it is.',
    },
    zh: {
      what: '{stack}：计划要对 {resource}（{kind}）执行 {action}；{on} 签字的变更“{change}”已于 {until} 到期，今天是 {today}。',
      why: '签字只在签字人清楚会发生什么的那几天内有效。',
      fix: '在 changes.yaml 中重新签字并写明新的 until，或保持该资源不变。',
    },
  },
  GATE_SIGNATURE_EARLY: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan would {action} {resource} ({kind}); the signed change "{change}" is dated {on} (until {until}), and today is {today}.',
      why: 'A signature of a later day has not been given yet.',
      fix: 'Wait for that day, or correct the date in changes.yaml.',
    },
    zh: {
      what: '{stack}：计划要对 {resource}（{kind}）执行 {action}；变更“{change}”的签字日期为 {on}（至 {until}），今天是 {today}。',
      why: '日期在后的签字尚未生效。',
      fix: '等到那一天，或在 changes.yaml 中更正日期。',
    },
  },
  GATE_SIGNATURE_SCOPE: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan would {action} {resource} ({kind}); the signed change "{change}" (from {on} until {until}, today is {today}) is for other resources or actions.',
      why: 'Who signed for one act has not signed for another.',
      fix: 'Have this resource and action added to the entry in changes.yaml, or leave the resource as it is.',
    },
    zh: {
      what: '{stack}：计划要对 {resource}（{kind}）执行 {action}；签字的变更“{change}”（{on} 至 {until}，今天是 {today}）针对的是其他资源或动作。',
      why: '对一件事签字不等于对另一件事签字。',
      fix: '在 changes.yaml 的该条中补充该资源和动作，或保持该资源不变。',
    },
  },
  GATE_OUTSIDE_SELECTION: {
    fault: 'gate',
    en: {
      what: '{stack} is not among the selected stacks, and its plan has {count} changes.',
      why: 'What is not of this wave was not announced, and its users do not expect anything.',
      fix: 'Leave the stack out of this run, or select it.',
    },
    zh: {
      what: '{stack} 不在所选的栈中，而其计划有 {count} 项变更。',
      why: '不属于本批次的内容没有公告，其用户也没有准备。',
      fix: '本次运行不包括该栈，或把它选上。',
    },
  },
  GATE_FOREIGN_RESOURCE: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan would {action} {resource}, which the stack\'s files do not declare.',
      why: 'The plan was made from other files than those that were judged.',
      fix: 'Write the stacks again ("qianyun stacks synth"), remove files that were added by hand, and plan again.',
    },
    zh: {
      what: '{stack}：计划要对 {resource} 执行 {action}，而该栈的文件没有声明它。',
      why: '计划所依据的文件不是经过判断的文件。',
      fix: '重新生成栈（“qianyun stacks synth”），去掉手工添加的文件，再生成计划。',
    },
  },
  GATE_PLAN_PARTIAL: {
    fault: 'gate',
    en: {
      what: '{stack}: {count} resources of the stack are not in its plan, such as {first}.',
      why: 'A plan names also what stays as it is. Where something is left out (-target, -exclude), or the state is of another stack, the rest was never judged.',
      fix: 'Plan the whole stack.',
    },
    zh: {
      what: '{stack}：栈中有 {count} 个资源不在计划里，例如 {first}。',
      why: '计划也会列出保持不变的资源。若有遗漏（-target、-exclude）或状态属于别的栈，其余部分就没有经过判断。',
      fix: '对整个栈生成计划。',
    },
  },
  GATE_IMAGE_DIGEST: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} would run the image "{image}", which has no digest.',
      why: 'A tag may be another image tomorrow, or at the other site.',
      fix: 'Name the image as repository@sha256:… in the inventory.',
    },
    zh: {
      what: '{stack}：{resource} 将运行镜像“{image}”，该镜像没有摘要。',
      why: '标签明天可能指向另一个镜像，在另一个站点也可能不同。',
      fix: '在清单中以“仓库@sha256:…”指明镜像。',
    },
  },
  GATE_IMAGE_REGISTRY: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} would pull "{image}"; the registry of {site} is {registry}.',
      why: 'A site pulls from its own registry only: another may not be reachable, and on the day of a disaster it may be gone.',
      fix: 'Put the image into the site\'s registry, and let the inventory name only the repository.',
    },
    zh: {
      what: '{stack}：{resource} 将拉取“{image}”，而 {site} 的镜像仓库是 {registry}。',
      why: '站点只从自己的仓库拉取：别的仓库可能不通，灾难发生时也可能已不存在。',
      fix: '把镜像放入该站点的仓库，清单中只写仓库路径。',
    },
  },
  GATE_POD_SECURITY: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} would carry {label} = {planned}; at least {least} is asked for.',
      why: 'Admission goes by all six labels, and one that is left out can be set by hand without any plan showing it.',
      fix: 'Give the namespace all six Pod Security labels, none below what stands there now.',
    },
    zh: {
      what: '{stack}：{resource} 的 {label} 将为 {planned}，要求不低于 {least}。',
      why: '准入依据全部六个标签；缺少的标签可被手工设置，而任何计划都看不出来。',
      fix: '为命名空间写齐六个 Pod 安全标签，级别不得低于现有级别。',
    },
  },
  GATE_IDENTITY_LABEL: {
    fault: 'gate',
    en: {
      what: '{stack}: the label {label} of {resource} would become {planned} (now: {was}).',
      why: 'Network policies choose by these labels: another value opens and closes other ways, for pods that run already.',
      fix: 'Restore the label; if the system really moves, sign for the update of this namespace in changes.yaml.',
    },
    zh: {
      what: '{stack}：{resource} 的标签 {label} 将变为 {planned}（现为 {was}）。',
      why: '网络策略按这些标签选择对象，换一个值就会为正在运行的容器组打开或关闭别的通路。',
      fix: '恢复该标签；若系统确实要换域，请在 changes.yaml 中为该命名空间的 update 签字。',
    },
  },
  GATE_DEMOTION: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} ({kind}) serves at {site} and would be put on stand-by: {lost}.',
      why: 'Whoever uses the system would be without it. Most often it was promoted, and nobody has written that down.',
      fix: 'If it was promoted, name it under "promoted" in sites.yaml. If it is the old primary of one that was, plan it with --promote. If it is to go back, take the entry out and sign for the update of this stack in changes.yaml.',
    },
    zh: {
      what: '{stack}：{resource}（{kind}）正在站点“{site}”对外服务，却将转为备用：{lost}。',
      why: '用户会失去该系统。多半是它已被提升为主，却没有人记录下来。',
      fix: '若它已被提升，请写入 sites.yaml 的“promoted”。若它是已提升系统的原主系统，请用 --promote 制定计划。若确要切回，请删除该条目，并在 changes.yaml 中为该栈的 update 签字。',
    },
    example: 'promoted:\n  - { system: permits, on: 2026-11-20, by: 王某, why: the primary site is lost }',
  },
  GATE_TWIN_PARITY: {
    fault: 'gate',
    en: {
      what: '{stack}: after the plan, {path} is {dr} here and {primary} in {twin}.',
      why: 'A replica that is not as its primary fails on the day it is needed. The files may be alike and the clusters not.',
      fix: 'Let both stacks say the value, or declare the difference.',
    },
    zh: {
      what: '{stack}：计划执行后，{path} 在此处为 {dr}，在 {twin} 为 {primary}。',
      why: '与主系统不一致的副本会在需要它的那天失效。文件可能一致而集群并不一致。',
      fix: '在两个栈中都写明该值，或把该差异列为允许的差异。',
    },
  },
  GATE_TWIN_UNPLANNED: {
    fault: 'gate',
    en: {
      what: '{stack} would change, and its twin {twin} has no plan in this run.',
      why: 'Until the twin is applied as well, the two sites differ.',
      fix: 'Plan both sites together; when the other site is down, apply it as soon as it is back.',
    },
    zh: {
      what: '{stack} 将发生变更，而本次运行没有其另一站点 {twin} 的计划。',
      why: '在另一站点也执行之前，两个站点不一致。',
      fix: '两个站点一起生成计划；若另一站点不可用，待其恢复后立即执行。',
    },
  },
  GATE_CUTOVER_ONLY: {
    fault: 'gate',
    en: {
      what: '{stack}: this is a cutover, and the plan would also {action} {resource}.',
      why: 'If users notice something after the step, it must be plain that the weights are the cause, and one weight must bring all back.',
      fix: 'Apply the other change before or after the cutover, in a run of its own.',
    },
    zh: {
      what: '{stack}：这是一次割接，而计划还要对 {resource} 执行 {action}。',
      why: '割接后用户若发现异常，必须能断定原因就是权重，并且改回一个权重即可恢复。',
      fix: '把其他变更放在割接之前或之后单独执行。',
    },
  },
  GATE_CUTOVER_ROUTES: {
    fault: 'gate',
    en: {
      what: 'One cutover would shift the requests of several routes: {routes}.',
      why: 'Each route goes over, and back, by itself.',
      fix: 'Select one system for each cutover.',
    },
    zh: {
      what: '一次割接将切换多条路由的请求：{routes}。',
      why: '每条路由应当单独切换、单独回退。',
      fix: '每次割接只选择一个系统。',
    },
  },
  GATE_WEIGHT_UNASKED: {
    fault: 'gate',
    en: {
      what: '{stack}: the plan would share out the requests of {route} in another way, and this run is no cutover.',
      why: 'Requests would go to another side unannounced; stacks that were written without the current weights would send them all back.',
      fix: 'Give the weight that is in force (--weight <system>=<percent>), or a step from it; then nothing else may change in the same run.',
    },
    zh: {
      what: '{stack}：计划将改变 {route} 的请求分配，而本次运行不是割接。',
      why: '请求会在没有公告的情况下转到另一侧；未带当前权重生成的栈会把请求全部切回。',
      fix: '给出现行权重（--weight <系统>=<百分比>）；若给出的是下一步的权重，则同一次运行中不得有其他变更。',
    },
  },
  GATE_WEIGHT_SUM: {
    fault: 'gate',
    en: {
      what: '{stack}: the weights of one rule of {route} add up to {sum}, or one of them is negative; they are percent.',
      why: 'A weight is a share of the sum: with another sum than 100 nobody reads the right share from it.',
      fix: 'Let the weights of every rule add up to 100.',
    },
    zh: {
      what: '{stack}：{route} 的一条规则的权重之和为 {sum}，或有负值；权重应为百分数。',
      why: '权重是占总和的份额，总和不是 100 时无法直接读出真实比例。',
      fix: '使每条规则的权重之和为 100。',
    },
  },
  GATE_WEIGHT_STEP: {
    fault: 'gate',
    en: {
      what: '{stack}: the step shifts {step} % of the requests of {route} at once; {limit} % is the limit.',
      why: 'A small step shows a fault to few users. The way back is not limited.',
      fix: 'Take smaller steps, or sign for the update of this route in changes.yaml where the system can only go over as a whole.',
    },
    zh: {
      what: '{stack}：该步一次切换 {route} 的 {step}% 请求，上限为 {limit}%。',
      why: '小步切换使故障只影响少数用户。回退不受限制。',
      fix: '减小步长；若系统只能整体切换，请在 changes.yaml 中为该路由的 update 签字。',
    },
  },
  GATE_COUNT: {
    fault: 'gate',
    en: {
      what: 'The plans of this run {action} {count} resources without a signed change; {limit} is the limit.',
      why: 'So many come from a change that reaches further than was meant more often than from one that was meant.',
      fix: 'Select fewer stacks, or sign for the changes in changes.yaml; what is signed for is not counted.',
    },
    zh: {
      what: '本次运行的计划中，未签字的 {action} 有 {count} 项，上限为 {limit} 项。',
      why: '数量如此之多，往往是某项修改的影响超出了预期。',
      fix: '减少所选的栈，或在 changes.yaml 中签字；已签字的不计入。',
    },
  },
  GATE_DRIFT: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} was changed by hand, and the plan would undo it: {attributes}.',
      why: 'What was changed by hand may be all that keeps the system up; nothing is migrated on top of it.',
      fix: 'Find out who changed it and why. Then put it into the inventory, or let it be undone ("qianyun stacks plan <place> --heal").',
    },
    zh: {
      what: '{stack}：{resource} 被手工修改过，计划会将其改回：{attributes}。',
      why: '手工修改可能正是系统得以运行的原因，不能在此基础上继续迁移。',
      fix: '查明是谁、为何修改，然后写入清单，或确认改回（“qianyun stacks plan <place> --heal”）。',
    },
  },
  GATE_DRIFT_GONE: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} was removed by hand, and the plan would make it again.',
      why: 'Somebody removed it for a reason, or the plan looks at another cluster than the state knows.',
      fix: 'Find out who removed it and why, then let it be made again ("qianyun stacks plan <place> --heal") or take it out of the inventory.',
    },
    zh: {
      what: '{stack}：{resource} 被手工删除，计划会重新创建。',
      why: '删除总有原因，或者计划面对的集群不是状态所记录的集群。',
      fix: '查明是谁、为何删除，然后确认重建（“qianyun stacks plan <place> --heal”），或从清单中去掉。',
    },
  },
  GATE_ADOPTED_CHANGE: {
    fault: 'gate',
    en: {
      what: '{stack}: taking over {resource} changes it: {attributes}.',
      why: 'The object in the cluster is not as the stack declares it.',
      fix: 'Compare the two; apply when what is declared is right, else correct the inventory first.',
    },
    zh: {
      what: '{stack}：接管 {resource} 会改变它：{attributes}。',
      why: '集群中的对象与栈的声明不一致。',
      fix: '比较两者；声明正确则执行，否则先更正清单。',
    },
  },
  GATE_PATH_UNDECLARED: {
    fault: 'gate',
    en: {
      what: '{site}: the plans would allow flows from domain "{fromDomain}" to "{toDomain}" that are not allowed now ({count}), such as {from} to {to} on {ports}.',
      why: 'They pass no exchange, or no declaration of the inventory stands behind them. Flows between domains pass the exchange and nothing else.',
      fix: 'Ask "qianyun network why" which policies open them; take those back, or declare the dependency and the exchange of both domains.',
    },
    zh: {
      what: '{site}：计划执行后，将新放行 {count} 条从域“{fromDomain}”到“{toDomain}”的通路，例如 {from} 到 {to} 的 {ports}。',
      why: '它们没有经过交换平台，或清单中没有相应声明。跨域流量只能经过交换平台。',
      fix: '用“qianyun network why”查看由哪些策略放行；撤回这些策略，或声明依赖关系以及两个域的交换平台。',
    },
  },
  GATE_PATH_DECLARED: {
    fault: 'gate',
    en: {
      what: '{site}: the plans would allow flows from domain "{fromDomain}" to "{toDomain}" over the exchange ({count}), such as {from} to {to} on {ports}, as {declaredBy} declares.',
      why: 'The inventory declares them; whoever answers for the domains should know the day on which they open.',
      fix: 'Nothing has to be done if they are wanted.',
    },
    zh: {
      what: '{site}：计划执行后，将经交换平台新放行 {count} 条从域“{fromDomain}”到“{toDomain}”的通路，例如 {from} 到 {to} 的 {ports}，依据 {declaredBy} 的声明。',
      why: '清单中已有声明；两个域的负责人应当知道放行的日期。',
      fix: '若确需放行，无需处理。',
    },
  },
} as const satisfies CatalogPart
