import type { CatalogPart } from '../entry.js'

/** What gates find in synthesized stacks; one entry a gate. */
export const stacksCatalog = {
  STK_IMAGE_DIGEST: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} runs the image "{image}", which is not named by a digest.',
      why: 'A tag can point to another image tomorrow or at the other site; only a digest says what was tested and approved.',
      fix: 'Write the image as repository@sha256:<digest>.',
    },
    zh: {
      what: '{stack}：{resource} 使用的镜像“{image}”没有以摘要标明。',
      why: '标签明天或在另一站点可能指向别的镜像；只有摘要能说明测试并批准的是哪一个。',
      fix: '把镜像写成 repository@sha256:<摘要>。',
    },
    example: 'image: registry.example/oa@sha256:…   # not registry.example/oa:1.4',
  },
  STK_POD_SECURITY: {
    fault: 'gate',
    en: {
      what: '{stack}: namespace "{namespace}" lacks Pod Security labels or has other values: {labels}.',
      why: 'A label that the stack does not set can be set by hand, and no plan shows it.',
      fix: 'Set all six labels (enforce, audit, warn and their versions) to "restricted".',
    },
    zh: {
      what: '{stack}：命名空间“{namespace}”缺少 Pod 安全标签或取值不符：{labels}。',
      why: '栈没有设置的标签可以被人手工改动，而计划不会显示。',
      fix: '把六个标签（enforce、audit、warn 及各自版本）都设为 restricted。',
    },
  },
  STK_CLEAR_TEXT_SECRET: {
    fault: 'gate',
    en: {
      what: '{stack}: there is a secret in clear text at {path}.',
      why: 'Synthesized stacks are stored, reviewed and passed on; a secret in them is known to everyone who reads them.',
      fix: 'Refer to a secret of the cluster by name (secretKeyRef), and change the one that was written down.',
    },
    zh: {
      what: '{stack}：{path} 处有明文密钥。',
      why: '生成的栈会被保存、审阅和传递；写在里面的密钥等于公开。',
      fix: '改为按名称引用集群中的密钥（secretKeyRef），并更换已写出的密钥。',
    },
  },
  STK_CROSS_DOMAIN_FLOW: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} opens a flow to {peer}, outside its own network domain and not through an exchange.',
      why: 'Flows between network domains must pass the cross-network data exchange; a direct rule joins the two domains.',
      fix: 'Declare the dependency in the inventory and the exchange platform of the domain, and let the rule be compiled.',
    },
    zh: {
      what: '{stack}：{resource} 直接放行到 {peer}，超出本网络域且未经交换平台。',
      why: '网络域之间的数据流必须经跨网数据安全交换；直接放行等于打通两个域。',
      fix: '在清单中声明依赖和该域的交换平台，由程序生成规则。',
    },
  },
  STK_CLASSIFIED_SYSTEM: {
    fault: 'gate',
    en: {
      what: 'A stack describes a classified system, or does not say that its system is none.',
      why: 'Classified systems belong to the intranet programme; even their names may not be written here.',
      fix: 'Remove the system from the inventory and count it in a placeholder of its owner.',
    },
    zh: {
      what: '有一个栈描述了涉密系统，或没有标明其系统不涉密。',
      why: '涉密系统属于内网工程，连名称也不得写在这里。',
      fix: '把该系统从清单中删除，只在其主管单位的占位中计数。',
    },
  },
  STK_TWIN_PARITY: {
    fault: 'gate',
    en: {
      what: '{stack} differs from its primary {twin} at {path}: {primary} there, {dr} here.',
      why: 'A replica that is not the same as its primary is found out on the day it is needed.',
      fix: 'Make both deployments equal in the inventory; only replicas, registry, storage class, facility and role may differ.',
    },
    zh: {
      what: '{stack} 与主站点 {twin} 在 {path} 处不同：主为 {primary}，容灾为 {dr}。',
      why: '与主系统不一致的容灾副本，往往到真正需要时才被发现。',
      fix: '在清单中使两处部署一致；只允许副本数、镜像仓库、存储类、机房和角色不同。',
    },
  },
  STK_DEFAULT_DENY: {
    fault: 'gate',
    en: {
      what: '{stack}: namespace "{namespace}" has no policy that denies all flows both ways.',
      why: 'Network policies only open; without one that denies, every pod of the cluster reaches this namespace.',
      fix: 'Add a policy with an empty pod selector, both policy types and no rules.',
    },
    zh: {
      what: '{stack}：命名空间“{namespace}”没有双向全部拒绝的网络策略。',
      why: '网络策略只做放行；没有默认拒绝，集群中任何容器组都能访问它。',
      fix: '增加一条 podSelector 为空、包含两种策略类型且没有规则的策略。',
    },
  },
  STK_REPLICA_FACILITY: {
    fault: 'gate',
    en: {
      what: '{stack}: the replica of "{system}" lies in facility "{facility}", like its primary.',
      why: 'A fire, flood or power failure there takes both.',
      fix: 'Give the DR deployment, or the cloud (drFacility), another facility.',
    },
    zh: {
      what: '{stack}：“{system}”的容灾副本与主系统同在机房“{facility}”。',
      why: '该处发生火灾、水灾或断电时，两者会同时丢失。',
      fix: '为容灾部署或该云（drFacility）指定另一处机房。',
    },
  },
  STK_WORKLOAD_MISSING: {
    fault: 'gate',
    en: {
      what: '{stack}: the inventory states no container image for "{system}", so the stack runs nothing.',
      why: 'Namespace, quota, policies and service are there; the system itself is not.',
      fix: 'Add image (repository and digest) to the target deployment, or move the system in another way.',
    },
    zh: {
      what: '{stack}：清单中“{system}”没有容器镜像，因此该栈不运行任何程序。',
      why: '命名空间、配额、策略和服务已有，系统本身没有。',
      fix: '在目标部署中填写 image（仓库和摘要），或用其他方式迁移该系统。',
    },
  },
  STK_ASSUMED_VALUES: {
    fault: 'gate',
    en: {
      what: '{stack}: the inventory does not state {fields} of "{system}"; defaults are used.',
      why: 'Quota and service follow from these values; a guess may be too small or open the wrong port.',
      fix: 'Add the fields to the target deployment.',
    },
    zh: {
      what: '{stack}：清单没有给出“{system}”的 {fields}，已使用默认值。',
      why: '配额和服务由这些值得出；猜测的值可能过小或端口有误。',
      fix: '在目标部署中补充这些字段。',
    },
  },
  STK_UNRESOLVED_DEPENDENCY: {
    fault: 'gate',
    en: {
      what: '{stack}: no path can be opened between "{system}" and "{other}" ({reason}).',
      why: 'The dependency fails when the system is used, not when it is deployed. unknown: nothing says where the other side is; '
        + 'no-exchange: the two domains declare no exchange; '
        + 'isolated: one of the two domains lets nothing through, or is said to be isolated from the other; no-replica: the other side is missing at the DR site; '
        + 'other-domain: the old side ("legacy") lies in another domain, which the gateway may not reach.',
      fix: 'State the domain of the other side, the exchange of the domains, or a DR deployment, in the inventory.',
    },
    zh: {
      what: '{stack}：“{system}”与“{other}”之间无法放行（{reason}）。',
      why: '依赖会在使用时而不是部署时失败。unknown：不知对方在哪里；no-exchange：两个域没有声明交换平台；'
        + 'isolated：其中一个域不允许数据流出入，或声明与另一个域隔离；no-replica：容灾站点没有对方；other-domain：原系统（legacy）在另一网络域，网关不得直达。',
      fix: '在清单中补充对方所在的域、域的交换平台或容灾部署。',
    },
  },
  STK_UNKNOWN_SITE: {
    fault: 'usage',
    en: {
      what: '"{site}" is not a site of {place}.',
      why: 'Nothing would be built, and the command would look as if all were well.',
      fix: 'Name a site ({known}) or a role (primary, dr).',
    },
    zh: {
      what: '“{site}”不是 {place} 的站点。',
      why: '这样什么也不会生成，而命令看上去却一切正常。',
      fix: '请写站点（{known}）或角色（primary、dr）。',
    },
  },
  STK_UNKNOWN_SYSTEM: {
    fault: 'usage',
    en: {
      what: '{place} has no system "{system}" that is to have a stack.',
      why: 'Only systems that are decided to go to a cloud, and whose zone there is known, have stacks.',
      fix: 'Correct the name, or see in the assessment what becomes of the system.',
    },
    zh: {
      what: '{place} 没有需要生成栈的系统“{system}”。',
      why: '只有决定上云且已知所在云区的系统才有栈。',
      fix: '改正名称，或在评估中查看该系统的处置。',
    },
    example: 'qianyun assess dezhou',
  },
  STK_TWO_ACTS: {
    fault: 'usage',
    en: {
      what: '--promote and --weight are two acts: {place} is promoted first, its weights are shifted after that.',
      why: 'A step of a cutover changes one route and nothing else, a promotion the parts of two sites; one set cannot be judged by both rules.',
      fix: 'Promote without --weight: the route of a promoted system sends everything to the DR site. Shift weights with a later call.',
    },
    zh: {
      what: '--promote 与 --weight 是两个动作：{place} 先提升，之后再调整权重。',
      why: '切换的一步只改变一条路由，提升则改变两个站点的角色；同一计划集无法按两套规则判断。',
      fix: '提升时不要写 --weight：已提升系统的路由会把全部请求送往容灾站点。之后再另行调整权重。',
    },
  },
  STK_NOTHING_SELECTED: {
    fault: 'usage',
    en: {
      what: 'No stack of {place} is at the named site and of the named system.',
      why: 'A replica has a stack only when the system has a DR deployment, or a DR level that asks for equipment of its own.',
      fix: 'Leave out --site or --system, or give the system a DR deployment.',
    },
    zh: {
      what: '{place} 没有同时符合所给站点和系统的栈。',
      why: '只有系统有容灾部署，或容灾等级要求独立设备时，才有容灾栈。',
      fix: '去掉 --site 或 --system，或为该系统填写容灾部署。',
    },
  },
  STK_NOT_WRITTEN: {
    fault: 'usage',
    en: {
      what: 'There are no stacks in {folder}.',
      why: 'The gates read what was written; without a manifest there is nothing to judge, which must not look as if all were well.',
      fix: 'Write the stacks first ("qianyun stacks synth <place>"), or name the folder they lie in.',
    },
    zh: {
      what: '{folder} 中没有栈。',
      why: '关卡读取已写出的文件；没有清单文件就无从判断，不能因此显示为一切正常。',
      fix: '先生成栈（“qianyun stacks synth <place>”），或指明栈所在的目录。',
    },
  },
  STK_FINDINGS_UNWRITABLE: {
    fault: 'external',
    en: {
      what: 'The findings cannot be written to {file} ({cause}).',
      why: 'Whoever reads that file would read nothing, or what an earlier run found.',
      fix: 'Name a file that this user may write.',
    },
    zh: {
      what: '无法把结果写入 {file}（{cause}）。',
      why: '读取该文件的程序会读不到内容，或读到上一次运行的结果。',
      fix: '请指定当前用户可写的文件。',
    },
  },
} as const satisfies CatalogPart
