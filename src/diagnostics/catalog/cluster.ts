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
      fix: 'Check from this machine that the port is open ("curl -k https://{server}/readyz"), that the server runs, '
        + 'and that no firewall or stale proxy lies between. Then repeat the command.',
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
    example: 'addresses: { db_permits__main_address: 10.1.2.3 }',
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
  K8S_DRIFT_FIELD: {
    fault: 'gate',
    en: {
      what: '{site}: {object} has {live} at {path}; the stacks say {desired}.',
      why: 'Somebody or something has changed it past the stacks, and the next apply will change it back.',
      fix: 'Bring the change into the inventory, or apply the stack again.',
    },
    zh: {
      what: '{site}：{object} 的 {path} 为 {live}，栈中为 {desired}。',
      why: '有人或某程序绕过栈作了修改，下次应用会改回。',
      fix: '把修改写入清单，或重新应用该栈。',
    },
  },
  K8S_DRIFT_LABEL: {
    fault: 'gate',
    en: {
      what: '{site}: {object} has {path} = {live}, which no stack states.',
      why: 'Plans do not show labels of Kubernetes itself that are not in the stacks, and a direct apply leaves alone what it does not state; one of them can switch Pod Security off, or make a policy choose what it should not.',
      fix: 'Find out who set it and why, then remove it.',
    },
    zh: {
      what: '{site}：{object} 上有 {path} = {live}，任何栈都没有声明。',
      why: '计划不显示栈中未声明的 Kubernetes 自有标签，直接应用也不改动未声明的内容；其中有的可以关闭 Pod 安全限制，或使网络策略选中不该选的对象。',
      fix: '查明由谁、为何设置，然后去掉。',
    },
  },
  K8S_DRIFT_MISSING: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is in the stacks and not in the cluster.',
      why: 'It was never applied, or was removed by hand.',
      fix: 'Apply its stack, or take the system out of the inventory.',
    },
    zh: {
      what: '{site}：{object} 在栈中有，集群中没有。',
      why: '它从未应用，或被人工删除。',
      fix: '应用其所在的栈，或从清单中去掉该系统。',
    },
  },
  K8S_DRIFT_STRANGER: {
    fault: 'gate',
    en: {
      what: '{site}: {object} bears the labels of the stacks, and no stack holds it.',
      why: 'It is left over from a system that was taken out of the inventory, or was made by hand.',
      fix: 'Look at who uses it; remove it, or bring it into the inventory.',
    },
    zh: {
      what: '{site}：{object} 带有栈的标签，但不属于任何栈。',
      why: '它可能是已移出清单的系统遗留的，或由人工建立。',
      fix: '查明由谁使用，然后删除或纳入清单。',
    },
  },
  K8S_OBJECT_MISSING: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is not there.',
      why: 'What was applied is incomplete, or was removed since.',
      fix: 'Apply its stack again, and look at what the apply says of this object.',
    },
    zh: {
      what: '{site}：{object} 不存在。',
      why: '应用不完整，或之后被删除。',
      fix: '重新应用其所在的栈，并查看应用时对该对象的提示。',
    },
  },
  K8S_ROLLOUT_FAILED: {
    fault: 'gate',
    en: {
      what: '{site}: the rollout of {object} has failed: {detail}',
      why: 'The new version does not come up; the old one may still serve, and a new plan shows no changes.',
      fix: 'Look at the pods of the workload, correct what stops them, and apply again.',
    },
    zh: {
      what: '{site}：{object} 的发布失败：{detail}',
      why: '新版本没有启动；旧版本可能仍在服务，而新的计划不会显示变化。',
      fix: '查看该工作负载的容器组，排除原因后重新应用。',
    },
  },
  K8S_ROLLOUT_UNFINISHED: {
    fault: 'gate',
    en: {
      what: '{site}: {object} has only {detail} of its pods ready.',
      why: 'The time to wait was over before the rollout was.',
      fix: 'Verify again with a longer --wait, or look at what the pods wait for.',
    },
    zh: {
      what: '{site}：{object} 只有 {detail} 个容器组就绪。',
      why: '等待时间已到，发布尚未完成。',
      fix: '用更长的 --wait 再次验证，或查看容器组在等待什么。',
    },
  },
  K8S_PODS_REFUSED: {
    fault: 'gate',
    en: {
      what: '{site}: pods of {object} are refused: {detail}',
      why: 'The workload itself was accepted, so the apply was a success; none of its new pods is.',
      fix: 'Raise the sizes in the inventory if a quota is named; give the container what Pod Security names otherwise.',
    },
    zh: {
      what: '{site}：{object} 的容器组被拒绝：{detail}',
      why: '工作负载本身已被接受，所以应用成功，但新的容器组都没有。',
      fix: '若提示配额，请在清单中调整规格；否则按 Pod 安全提示补齐容器设置。',
    },
  },
  K8S_IMAGE_UNAVAILABLE: {
    fault: 'gate',
    en: {
      what: '{site}: an image of {object} cannot be had: {detail}',
      why: 'The site\'s registry does not hold this digest, or the nodes may not pull from it.',
      fix: 'Copy the image by its digest into the registry of the site, and check the nodes\' access to it.',
    },
    zh: {
      what: '{site}：无法取得 {object} 的镜像：{detail}',
      why: '该站点的镜像仓库没有此摘要，或节点无权拉取。',
      fix: '把镜像按摘要复制到该站点的仓库，并检查节点的访问权限。',
    },
  },
  K8S_POD_FAILING: {
    fault: 'gate',
    en: {
      what: '{site}: a pod of {object} does not run: {detail}',
      why: 'It ends again and again, lacks a setting or secret it refers to, or finds no node.',
      fix: 'Read the log and the events of that pod; secrets come to the cluster by another way than the stacks.',
    },
    zh: {
      what: '{site}：{object} 的容器组没有运行：{detail}',
      why: '它反复退出、缺少所引用的配置或密钥，或没有可用节点。',
      fix: '查看该容器组的日志和事件；密钥由栈以外的途径进入集群。',
    },
  },
  K8S_NO_ADDRESS: {
    fault: 'gate',
    en: {
      what: '{site}: nobody answers behind {object}.',
      why: 'The service has no ready address, so its clients get no connection.',
      fix: 'Look at the pods behind it; for a server outside the cluster, at its address in sites.yaml.',
    },
    zh: {
      what: '{site}：{object} 背后没有可用地址。',
      why: '服务没有就绪的地址，客户端无法连接。',
      fix: '检查其背后的容器组；若是集群外服务器，检查 sites.yaml 中的地址。',
    },
  },
  K8S_CERTIFICATE_BAD: {
    fault: 'gate',
    en: {
      what: '{site}: the certificate in {object} cannot be used: {reason} ({detail}).',
      why: 'Clients refuse the connection to every system behind that gateway.',
      fix: 'Bring a valid certificate into that secret; the stacks only refer to it.',
    },
    zh: {
      what: '{site}：{object} 中的证书不可用：{reason}（{detail}）。',
      why: '客户端会拒绝连接该网关后的所有系统。',
      fix: '把有效证书放入该密钥；栈只引用它。',
    },
  },
  K8S_CERTIFICATE_EXPIRES: {
    fault: 'gate',
    en: {
      what: '{site}: the certificate in {object} runs out on {detail}.',
      why: 'That is in less than 30 days; an authority that works by paper takes that long.',
      fix: 'Order the new one now.',
    },
    zh: {
      what: '{site}：{object} 中的证书将于 {detail} 到期。',
      why: '剩余不足 30 天，走书面流程的签发机构需要这么久。',
      fix: '现在就申请新证书。',
    },
  },
  K8S_CLAIM_UNBOUND: {
    fault: 'gate',
    en: {
      what: '{site}: {object} has no volume: {detail}',
      why: 'The pods that use it do not start.',
      fix: 'Check that the storage class of the site exists and has room.',
    },
    zh: {
      what: '{site}：{object} 没有得到存储卷：{detail}',
      why: '使用它的容器组无法启动。',
      fix: '检查该站点的存储类是否存在、是否有空间。',
    },
  },
  K8S_QUOTA_FULL: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is full: {detail}',
      why: 'No further pod is admitted: a rolling update, or a replacement of a lost pod, stops here.',
      fix: 'Raise the sizes of the system in the inventory, from which its quota follows, or remove what fills it.',
    },
    zh: {
      what: '{site}：{object} 已用尽：{detail}',
      why: '不再接纳新的容器组：滚动更新或补足容器组会停在这里。',
      fix: '在清单中调整系统规格（配额由此得出），或清理占用配额的对象。',
    },
  },
  K8S_QUOTA_NEAR: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is nearly full: {detail}',
      why: 'The extra pod of a rolling update may not fit any more.',
      fix: 'Raise the sizes of the system in the inventory before its next version.',
    },
    zh: {
      what: '{site}：{object} 即将用尽：{detail}',
      why: '滚动更新时多出的容器组可能放不下。',
      fix: '在下次发布之前于清单中调整系统规格。',
    },
  },
  K8S_SCHEDULE_STOPPED: {
    fault: 'gate',
    en: {
      what: '{site}: {object} is suspended, and no stack says so.',
      why: 'Its jobs do not run until somebody lets it go on.',
      fix: 'Find out why it was suspended, and apply its stack again.',
    },
    zh: {
      what: '{site}：{object} 已被暂停，而栈中没有声明。',
      why: '在恢复之前其任务不会执行。',
      fix: '查明暂停原因，然后重新应用其所在的栈。',
    },
  },
  K8S_SCHEDULE_FAILED: {
    fault: 'gate',
    en: {
      what: '{site}: the last run of {object}, of {detail}, did not end well.',
      why: 'What it does every time was not done.',
      fix: 'Read the log of its last job.',
    },
    zh: {
      what: '{site}：{object} 最近一次（{detail}）执行没有成功。',
      why: '本该完成的工作没有完成。',
      fix: '查看其最近一个任务的日志。',
    },
  },
  K8S_ROUTE_REFUSED: {
    fault: 'gate',
    en: {
      what: '{site}: a gateway does not take {object}: {detail}',
      why: 'Requests for its host names are not answered.',
      fix: 'Correct what the gateway names; a route needs a listener that lets its namespace in.',
    },
    zh: {
      what: '{site}：网关没有接受 {object}：{detail}',
      why: '对其主机名的请求得不到应答。',
      fix: '按网关提示更正；路由需要允许其命名空间的监听器。',
    },
  },
  K8S_CHECK_NOT_RUN: {
    fault: 'gate',
    en: {
      what: '{site}: {object} could not be judged ({reason}).',
      why: 'What was not looked at is never counted as good.',
      fix: 'Grant the account of the kubeconfig the right to read it, or verify again a little later.',
    },
    zh: {
      what: '{site}：无法判断 {object}（{reason}）。',
      why: '没有检查过的内容不能算作通过。',
      fix: '为 kubeconfig 中的账号授予读取权限，或稍后再验证。',
    },
  },
  K8S_ADDRESS_OPTION: {
    fault: 'usage',
    en: {
      what: '"{value}" is not an address of a variable.',
      why: 'Manifests are written with the addresses in them; a wrong one would send a system to another server.',
      fix: 'Write --address <variable>=<IPv4 address>, once for each.',
    },
    zh: {
      what: '“{value}”不是变量的地址。',
      why: '清单中会写入地址，错误的地址会使系统连到别的服务器。',
      fix: '写成 --address <变量>=<IPv4 地址>，每个变量一次。',
    },
  },
  K8S_EXPORT_FOLDER: {
    fault: 'input',
    en: {
      what: '{folder} holds files that no export has written.',
      why: 'Files of objects that are gone are removed there; a folder of somebody else would lose its own.',
      fix: 'Name an empty folder, or one that holds an earlier export.',
    },
    zh: {
      what: '{folder} 中有并非由导出写入的文件。',
      why: '导出会清除已不存在对象的文件；若是他人的文件夹，会误删其内容。',
      fix: '请指定空文件夹，或此前导出过的文件夹。',
    },
  },
} as const satisfies CatalogPart
