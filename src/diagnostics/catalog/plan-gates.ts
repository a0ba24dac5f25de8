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
      fix: 'Write the stacks again (qianyun stacks synth), remove files that were added by hand, and plan again.',
    },
    zh: {
      what: '{stack}：计划要对 {resource} 执行 {action}，而该栈的文件没有声明它。',
      why: '计划所依据的文件不是经过判断的文件。',
      fix: '重新生成栈（qianyun stacks synth），去掉手工添加的文件，再生成计划。',
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
} as const satisfies CatalogPart
