import type { CatalogPart } from '../entry.js'

/** What goes wrong between the stacks and a Kubernetes API: reaching it, being refused by it, and what is found there afterwards. */
export const clusterCatalog = {
  K8S_KUBECONFIG_UNREADABLE: {
    fault: 'input',
    en: {
      what: 'The kubeconfig {file} cannot be read ({reason}).',
      why: 'Only the file that is named says how a cluster is reached; no other is looked for.',
      fix: 'Correct the path, or let the user that runs qianyun read the file.',
    },
    zh: {
      what: '无法读取 kubeconfig 文件 {file}（{reason}）。',
      why: '只按指明的文件连接集群，不会去找别的文件。',
      fix: '更正路径，或允许运行 qianyun 的用户读取该文件。',
    },
  },
  K8S_KUBECONFIG_INVALID: {
    fault: 'input',
    en: {
      what: 'The kubeconfig {file} cannot be used: {reason}.',
      why: 'Without a server, a user and a context nothing can be asked of the cluster.',
      fix: 'Try it with "kubectl --kubeconfig {file} config view", and ask the operators of the cluster for a new one if that fails too.',
    },
    zh: {
      what: 'kubeconfig 文件 {file} 不能使用：{reason}。',
      why: '缺少服务器、用户或上下文，就无法访问集群。',
      fix: '用“kubectl --kubeconfig {file} config view”检查；若同样失败，请向集群运维人员索取新文件。',
    },
  },
  K8S_CONTEXT_MISSING: {
    fault: 'input',
    en: {
      what: 'The kubeconfig {file} has no context "{context}"; it has: {known}.',
      why: 'The current context of the file is not taken instead: it may be another cluster.',
      fix: 'Correct the context of the site in sites.yaml.',
    },
    zh: {
      what: 'kubeconfig 文件 {file} 中没有上下文“{context}”，现有：{known}。',
      why: '不会改用文件的当前上下文，因为那可能是另一个集群。',
      fix: '在 sites.yaml 中更正该站点的 context。',
    },
  },
  K8S_UNREACHABLE: {
    fault: 'external',
    en: {
      what: 'The Kubernetes API at {server} does not answer ({reason}).',
      why: 'Nothing can be read or applied there; what was applied before stays as it is.',
      fix: 'Check from this machine that the port is open ("curl -k https://{server}/readyz"), that the server runs, and that no firewall or stale proxy lies between. Then repeat the command.',
    },
    zh: {
      what: '{server} 上的 Kubernetes API 没有应答（{reason}）。',
      why: '无法读取或应用；此前已应用的内容保持不变。',
      fix: '在本机检查端口是否可达（“curl -k https://{server}/readyz”）、服务是否运行，以及中间有无防火墙或失效代理，然后重复执行命令。',
    },
  },
  K8S_TLS: {
    fault: 'external',
    en: {
      what: 'The certificate of the Kubernetes API at {server} is not vouched for by the kubeconfig ({reason}).',
      why: 'Another server may be answering under this address, or the certificate has been renewed by another authority.',
      fix: 'Compare certificate-authority-data of the kubeconfig with the authority of the cluster; do not switch verification off.',
    },
    zh: {
      what: 'kubeconfig 不能证明 {server} 上 Kubernetes API 的证书可信（{reason}）。',
      why: '可能是别的服务器在该地址应答，或证书已由另一机构重新签发。',
      fix: '将 kubeconfig 中的 certificate-authority-data 与集群的签发机构核对；不要关闭校验。',
    },
  },
  K8S_UNAUTHORIZED: {
    fault: 'external',
    en: {
      what: 'The Kubernetes API at {server} does not know who context "{context}" is (HTTP 401).',
      why: 'The certificate or token of the kubeconfig has run out, was withdrawn, or belongs to another cluster.',
      fix: 'Get new credentials for this context and repeat the command.',
    },
    zh: {
      what: '{server} 上的 Kubernetes API 不认识上下文“{context}”的身份（HTTP 401）。',
      why: 'kubeconfig 中的证书或令牌已过期、已撤销，或属于别的集群。',
      fix: '为该上下文取得新的凭据，再重复执行命令。',
    },
  },
  K8S_FORBIDDEN: {
    fault: 'external',
    en: {
      what: 'The Kubernetes API at {server} does not allow this: {action}. It says: {message}',
      why: 'What cannot be read cannot be compared or judged.',
      fix: 'Let the operators of the cluster grant the account of the kubeconfig that right, and repeat the command.',
    },
    zh: {
      what: '{server} 上的 Kubernetes API 不允许：{action}。其应答：{message}',
      why: '读不到的内容无法比对，也无法判断。',
      fix: '请集群运维人员为 kubeconfig 中的账号授予该权限，再重复执行命令。',
    },
  },
  K8S_VARIABLE_MISSING: {
    fault: 'input',
    en: {
      what: '{stack}: nothing says what the variable "{variable}" is; {resource} needs it.',
      why: 'Addresses of servers outside the cluster are not written into the stacks; they are filled in for each site.',
      fix: 'Add {variable} to addresses of site "{site}" in migrations/<place>/sites.yaml, or give it with --address.',
    },
    zh: {
      what: '{stack}：没有给出变量“{variable}”的值，{resource} 需要它。',
      why: '集群外服务器的地址不写入栈，由各站点填写。',
      fix: '在 migrations/<place>/sites.yaml 中站点“{site}”的 addresses 下补充 {variable}，或用 --address 给出。',
    },
    example: 'addresses: { db_main_address: 10.1.2.3 }',
  },
  K8S_EXPRESSION: {
    fault: 'input',
    en: {
      what: '{stack}: {resource} holds an expression that only the stack\'s own tool can evaluate: {expression}',
      why: 'As a plain manifest it would reach the cluster as text.',
      fix: 'Write the value out, or let it come in as a variable.',
    },
    zh: {
      what: '{stack}：{resource} 含有只有栈工具才能求值的表达式：{expression}',
      why: '作为普通清单它会以文本形式进入集群。',
      fix: '直接写出值，或改为变量传入。',
    },
  },
  K8S_RESOURCE_UNKNOWN: {
    fault: 'input',
    en: {
      what: '{stack}: there is no rule by which {resource} becomes a Kubernetes manifest.',
      why: 'Leaving it out would make the exported manifests less than the stack.',
      fix: 'Use one of the known resource types, or write the object as kubernetes_manifest.',
    },
    zh: {
      what: '{stack}：没有把 {resource} 转换为 Kubernetes 清单的规则。',
      why: '若略去，导出的清单就少于栈的内容。',
      fix: '改用已知的资源类型，或把该对象写成 kubernetes_manifest。',
    },
  },
  K8S_FIELD_UNKNOWN: {
    fault: 'input',
    en: {
      what: '{stack}: there is no rule for the block "{field}" of {resource}.',
      why: 'Guessing how the provider sends a block could give the two paths different objects.',
      fix: 'Leave the block out, or write the object as kubernetes_manifest.',
    },
    zh: {
      what: '{stack}：{resource} 的块“{field}”没有转换规则。',
      why: '猜测提供程序如何发送该块，会使两种途径得到不同的对象。',
      fix: '去掉该块，或把该对象写成 kubernetes_manifest。',
    },
  },
  K8S_QUOTA_EXCEEDED: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is refused by a quota: {message}',
      why: 'The namespace may not hold more; what was applied before it is in place.',
      fix: 'Raise the sizes of the system in the inventory, from which its quota follows, or remove what fills it.',
    },
    zh: {
      what: '{site}：{object} 因配额被拒绝：{message}',
      why: '该命名空间不得再增加；此前应用的内容已生效。',
      fix: '在清单中调整系统规格（配额由此得出），或清理占用配额的对象。',
    },
  },
  K8S_POD_SECURITY: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is refused by Pod Security: {message}',
      why: 'Namespaces admit pods of the standard "restricted" only.',
      fix: 'Give every container what the message names; the sandbox of the pod alone does not suffice.',
    },
    zh: {
      what: '{site}：{object} 不符合 Pod 安全标准被拒绝：{message}',
      why: '命名空间只接纳符合 restricted 标准的容器组。',
      fix: '按提示逐个容器补齐设置；仅在容器组层面设置不够。',
    },
  },
  K8S_INVALID: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is not valid for the API server: {message}',
      why: 'A field is unknown, has a value that is not allowed, or may not be changed once it is there.',
      fix: 'Correct the field that is named; one that may not be changed needs the object to be made anew.',
    },
    zh: {
      what: '{site}：{object} 未通过 API 服务器校验：{message}',
      why: '字段未知、取值不允许，或一旦设定就不可更改。',
      fix: '更正所指字段；不可更改的字段需要重建对象。',
    },
  },
  K8S_CONFLICT: {
    fault: 'gate',
    en: {
      what: '{site}: {object} has fields that somebody else manages: {message}',
      why: 'Two who write the same field undo each other\'s work.',
      fix: 'Settle who manages the field; taking it over has to be said (force).',
    },
    zh: {
      what: '{site}：{object} 的字段由他人管理：{message}',
      why: '双方写同一字段会互相覆盖。',
      fix: '先确定由谁管理该字段；接管必须明确声明（force）。',
    },
  },
  K8S_KIND_UNKNOWN: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is of a kind that the cluster does not know: {message}',
      why: 'The definition of a custom resource has to be installed before objects of it.',
      fix: 'Install it there (Gateway API, CloudNativePG, …), or say in the inventory that the cluster does not have it.',
    },
    zh: {
      what: '{site}：集群不认识 {object} 的类型：{message}',
      why: '自定义资源的定义须先于其对象安装。',
      fix: '在该集群安装相应定义（Gateway API、CloudNativePG 等），或在清单中注明该集群没有。',
    },
  },
  K8S_NAMESPACE_MISSING: {
    fault: 'gate',
    en: {
      what: '{site}: {object} cannot be created, for its namespace is not there: {message}',
      why: 'Namespaces come with the stack of their domain or system; this one was refused, removed, or is being removed.',
      fix: 'Apply the stack that holds the namespace first, or wait until its removal is through.',
    },
    zh: {
      what: '{site}：命名空间不存在，无法创建 {object}：{message}',
      why: '命名空间随其域或系统的栈建立；它可能被拒绝、已删除或正在删除。',
      fix: '先应用包含该命名空间的栈，或等待删除完成。',
    },
  },
  K8S_REFUSED: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is refused: {message}',
      why: 'The API server, or an admission webhook of the cluster, does not take it.',
      fix: 'Read its words; rights are granted, and webhooks run, by the operators of the cluster.',
    },
    zh: {
      what: '{site}：{object} 被拒绝：{message}',
      why: 'API 服务器或集群的准入 webhook 不接受。',
      fix: '按其说明处理；权限和 webhook 由集群运维人员管理。',
    },
  },
  K8S_SKIPPED: {
    fault: 'gate',
    en: {
      what: '{site}: {count} objects were not tried, because the namespace "{namespace}" is not there.',
      why: 'Each of them would have been refused for the same reason.',
      fix: 'Correct what is said about the namespace and repeat the command.',
    },
    zh: {
      what: '{site}：命名空间“{namespace}”不存在，有 {count} 个对象未尝试。',
      why: '它们都会因同一原因被拒绝。',
      fix: '先处理该命名空间的问题，再重复执行命令。',
    },
  },
} as const satisfies CatalogPart
