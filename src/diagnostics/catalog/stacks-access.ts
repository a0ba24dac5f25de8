import type { CatalogPart } from '../entry.js'

/** How the sites of a place are reached: sites.yaml, kubeconfigs, and whether the cluster behind them is the right one. */
export const stacksAccessCatalog = {
  STK_SITES_MISSING: {
    fault: 'input',
    en: {
      what: 'Nothing says how the sites of {place} are reached: {file} is missing.',
      why: 'A cluster is never guessed: neither the current context of a kubeconfig nor the environment decides where stacks are applied.',
      fix: 'Write {file}, or give --kubeconfig, --context and --uid for one site.',
    },
    zh: {
      what: '没有说明如何访问 {place} 的站点：缺少 {file}。',
      why: '目标集群从不猜测：kubeconfig 的当前上下文和环境变量都不能决定栈应用到哪里。',
      fix: '编写 {file}，或对单个站点给出 --kubeconfig、--context 和 --uid。',
    },
    example: 'sites:\n  - site: city-cloud\n    kubeconfig: { env: CITY_KUBECONFIG }\n    context: city-admin\n    uid: 0d5bb1c2-9a52-4c0e-8a0e-2f1d6a6c7f10   # kubectl get namespace kube-system -o jsonpath={.metadata.uid}',
  },
  STK_SITE_UNLISTED: {
    fault: 'input',
    en: {
      what: '{file} does not say how site "{site}" is reached; it lists: {known}.',
      why: 'Stacks of that site are selected, and nothing is applied to a cluster that is not named.',
      fix: 'Add an entry "- site: {site}" with kubeconfig, context and uid, or leave the site out with --site.',
    },
    zh: {
      what: '{file} 没有说明如何访问站点“{site}”；其中列出：{known}。',
      why: '所选的栈属于该站点，而没有写明的集群不会被改动。',
      fix: '增加一条“- site: {site}”，写明 kubeconfig、context 和 uid；或用 --site 排除该站点。',
    },
  },
  STK_SITE_FLAGS: {
    fault: 'usage',
    en: {
      what: '--kubeconfig, --context and --uid belong together; missing: {missing}.',
      why: 'A context without the UID of its cluster may lead to another cluster tomorrow.',
      fix: 'Give all three. The UID: kubectl --context <context> get namespace kube-system -o jsonpath={.metadata.uid}',
    },
    zh: {
      what: '--kubeconfig、--context 和 --uid 必须一起给出；缺少：{missing}。',
      why: '只有上下文而没有集群的 UID，明天它可能指向另一个集群。',
      fix: '三个都给出。UID：kubectl --context <上下文> get namespace kube-system -o jsonpath={.metadata.uid}',
    },
  },
  STK_SITE_FLAGS_ONE: {
    fault: 'usage',
    en: {
      what: '--kubeconfig describes one cluster, and stacks of several sites are selected: {sites}.',
      why: 'Primary and DR site are two clusters; on one they would overwrite each other.',
      fix: 'Say which site is meant with --site, or describe all of them in sites.yaml.',
    },
    zh: {
      what: '--kubeconfig 只描述一个集群，而所选的栈属于多个站点：{sites}。',
      why: '主站点和容灾站点是两个集群；放在同一个上会互相覆盖。',
      fix: '用 --site 指明站点，或在 sites.yaml 中描述全部站点。',
    },
  },
  STK_KUBECONFIG_UNSET: {
    fault: 'input',
    en: {
      what: 'The environment variable {variable}, which holds the path of the kubeconfig of site "{site}", is not set.',
      why: 'Without it nobody knows which cluster is meant; nothing was started.',
      fix: 'Set it to the path of the file: export {variable}=/path/to/kubeconfig',
    },
    zh: {
      what: '环境变量 {variable} 没有设置，它应是站点“{site}”的 kubeconfig 路径。',
      why: '没有它就不知道指的是哪个集群；尚未启动任何操作。',
      fix: '把它设为该文件的路径：export {variable}=/path/to/kubeconfig',
    },
  },
  STK_KUBECONFIG_UNREADABLE: {
    fault: 'input',
    en: {
      what: 'The kubeconfig of site "{site}" cannot be read: {file} ({reason}).',
      why: 'It says where the API server is and how to log in; nothing was started.',
      fix: 'Correct the path, or make the file readable for this user only (mode 0600).',
    },
    zh: {
      what: '无法读取站点“{site}”的 kubeconfig：{file}（{reason}）。',
      why: '其中写明 API 服务器的位置和登录方式；尚未启动任何操作。',
      fix: '改正路径，或让该文件仅对当前用户可读（权限 0600）。',
    },
  },
  STK_KUBECONFIG_INVALID: {
    fault: 'input',
    hidesSource: true,
    en: {
      what: '{file}, named as the kubeconfig of site "{site}", is not a kubeconfig.',
      why: 'It has no lists of clusters, users and contexts that could be read; its content is not shown, for it may hold a key.',
      fix: 'Name the file that kubectl works with: kubectl --kubeconfig {file} config get-contexts',
    },
    zh: {
      what: '{file} 被指定为站点“{site}”的 kubeconfig，但它不是 kubeconfig。',
      why: '读不出其中的集群、用户和上下文；内容可能含密钥，因此不显示。',
      fix: '指定 kubectl 能用的文件：kubectl --kubeconfig {file} config get-contexts',
    },
  },
  STK_CONTEXT_UNKNOWN: {
    fault: 'input',
    en: {
      what: '{file} has no {kind} "{name}" for site "{site}"; it has: {known}.',
      why: 'The context says cluster and user; no other is taken instead.',
      fix: 'Correct the context, or add what it names to the kubeconfig.',
    },
    zh: {
      what: '{file} 中没有站点“{site}”所需的 {kind}“{name}”；其中有：{known}。',
      why: '上下文指明集群和用户；不会改用别的。',
      fix: '改正上下文，或在 kubeconfig 中补上它所引用的内容。',
    },
  },
  STK_WRONG_CLUSTER: {
    fault: 'input',
    en: {
      what: 'Site "{site}": context "{context}" of {file} leads to the cluster {found}, and {pinned} is pinned.',
      why: 'This is another cluster than the one meant, perhaps one that was built anew under the old name. Nothing was applied to any site.',
      fix: 'Correct kubeconfig or context; if the cluster was really replaced, write its UID {found} in place of the old one and plan again.',
    },
    zh: {
      what: '站点“{site}”：{file} 的上下文“{context}”指向集群 {found}，而固定的是 {pinned}。',
      why: '这不是所指的集群，也许是以旧名重建的。没有对任何站点做改动。',
      fix: '改正 kubeconfig 或上下文；若集群确已更换，把 UID 改为 {found} 并重新计划。',
    },
  },
  STK_ADDRESS_MISSING: {
    fault: 'input',
    en: {
      what: '{stack} asks for {variable}, the address of a server outside the cluster, and nothing says it for site "{site}".',
      why: 'Addresses are no part of the stacks; the tool was not started.',
      fix: 'Write the server\'s IPv4 address in {file}, below "- site: {site}" in "addresses": "{variable}: <address>".',
    },
    zh: {
      what: '{stack} 需要 {variable}（集群外服务器的地址），而站点“{site}”没有给出。',
      why: '地址不写在栈里；工具尚未启动。',
      fix: '在 {file} 的“- site: {site}”下的“addresses”中写上服务器的 IPv4 地址：“{variable}: <地址>”。',
    },
    example: 'sites:\n  - site: city-cloud\n    addresses: { db_permits__main_address: 10.21.4.7 }',
  },
  STK_SITE_SILENT: {
    fault: 'external',
    en: {
      what: 'The API server of site "{site}" does not answer: {reason}',
      why: 'Whether it is the pinned cluster cannot be checked now. Stacks that were never applied can be planned without it; the others will say so themselves.',
      fix: 'Nothing, if the site is not there yet; else bring the API server back before applying.',
    },
    zh: {
      what: '站点“{site}”的 API 服务器没有应答：{reason}',
      why: '现在无法核对它是否为固定的集群。从未应用过的栈可以不经它计划；其余的会自行报告。',
      fix: '若该站点尚未建成则无需处理；否则在应用之前恢复 API 服务器。',
    },
  },
  STK_PROMOTED_NO_REPLICA: {
    fault: 'input',
    en: {
      what: '{system} of {place} cannot be promoted: it has no replica with a stack of its own.',
      why: 'Only what the DR site holds can serve there.',
      fix: 'Take the system out of the promoted ones, or give it a DR deployment.',
    },
    zh: {
      what: '{place} 的 {system} 无法提升为主：它没有自带栈的副本。',
      why: '容灾站点上没有的系统，无法在那里对外服务。',
      fix: '把该系统从已提升的系统中去掉，或为它填写容灾部署。',
    },
    example: 'promoted:\n  - { system: permits, on: 2026-11-20, by: 王某, why: the primary site is lost }',
  },
  STK_PROMOTION_UNWRITTEN: {
    fault: 'gate',
    en: {
      what: 'The DR site serves {systems} now, and {file} does not say so.',
      why: 'Every later command takes the primary for the one that serves; the gates stop those that would undo this (GATE_DEMOTION).',
      fix: 'Write into {file}, with who decided it and why, and commit it:{lines}',
    },
    zh: {
      what: '容灾站点现已承担 {systems} 的服务，而 {file} 中没有记录。',
      why: '之后的每条命令都会认为主站点在提供服务；会撤销本次提升的操作将被关卡拦住（GATE_DEMOTION）。',
      fix: '请把以下内容写入 {file}，注明由谁决定及原因，并提交：{lines}',
    },
  },
} as const satisfies CatalogPart
