import type { CatalogPart } from '../entry.js'

/** What a system runs: problems of the inventory's workloads first, then what the gates find of them in the stacks. */
export const workloadsCatalog = {
  INV_IMAGE_NO_DIGEST: {
    fault: 'input',
    en: {
      what: '{field} is not named by a digest ({value}).',
      why: 'A tag can point to another image tomorrow or at the other site; only a digest says what was tested and approved.',
      fix: 'Write repository and digest: { repository: gov/oa, digest: sha256:<64 hex digits> }.',
    },
    zh: {
      what: '{field} 没有用摘要标明镜像（{value}）。',
      why: '标签明天或在另一站点可能指向别的镜像；只有摘要能说明测试并批准的是哪一个。',
      fix: '写明仓库和摘要：{ repository: gov/oa, digest: sha256:<64 位十六进制> }。',
    },
    example: 'image: { repository: gov/oa, digest: sha256:… }   # not image: gov/oa:1.4',
  },
  INV_BAD_SCHEDULE: {
    fault: 'input',
    en: {
      what: '{field}: "{value}" is no schedule.',
      why: 'The cluster refuses the job, and the work it does at night is not done.',
      fix: 'Write five fields: minute 0-59, hour 0-23, day 1-31, month 1-12, weekday 0-6 (0 is Sunday), in Beijing time.',
    },
    zh: {
      what: '{field}：“{value}”不是时间表。',
      why: '集群会拒绝该任务，夜间的工作就不会执行。',
      fix: '写五个字段：分 0-59、时 0-23、日 1-31、月 1-12、星期 0-6（0 为星期日），按北京时间。',
    },
    example: 'schedule: "30 2 * * *"   # every night at 02:30',
  },
  INV_CLEAR_TEXT_SECRET: {
    fault: 'input',
    en: {
      what: '{field} holds a secret in clear text.',
      why: 'The inventory is shared, reviewed and kept; a secret in it is known to everyone who reads it. The line is not shown here on purpose.',
      fix: 'Move it to a secret of the cluster, name that under "secrets" (name, key, env), and change the one that was written down.',
    },
    zh: {
      what: '{field} 含有明文密钥。',
      why: '清单会被共享、审阅和保存，写在里面的密钥等于公开。为避免泄露，此处不显示该行。',
      fix: '把它放入集群的密钥，在 secrets 中写名称、键和环境变量，并更换已写出的密钥。',
    },
    example: 'secrets: [{ name: oa-database, key: password, env: DB_PASSWORD }]',
    hidesSource: true,
  },
  INV_SYSTEM_TWO_ZONES: {
    fault: 'input',
    en: {
      what: '{field}: the system already has a target in another {difference} ({first}).',
      why: 'A system has one place on the cloud; with two, its addresses, quota and network rules would be those of one and its users those of the other.',
      fix: 'Keep one deployment of env "target"; for a copy at the DR site write env "dr"; split what truly is two systems.',
    },
    zh: {
      what: '{field}：该系统已有位于另一 {difference} 的目标部署（{first}）。',
      why: '一个系统在云上只有一处位置；若有两处，地址、配额和网络规则会与用户不一致。',
      fix: '只保留一个 env 为 target 的部署；容灾副本写 env: dr；确属两个系统的请拆分。',
    },
  },
  INV_HOSTNAME_TWICE: {
    fault: 'input',
    en: {
      what: '{system} is to be reached as "{hostname}", and so is {other} ({first}).',
      why: 'Both would get a route for one name at the gateway of their domain, which takes the older one: users of the other go astray, and a shift of requests moves the wrong system.',
      fix: 'Give each its own name. Where one is reached through the other, state the name only for the one that answers and a dependency between the two; where one does not move, state its disposition.',
    },
    zh: {
      what: '{system} 的访问域名“{hostname}”与 {other}（{first}）相同。',
      why: '两者会在本域网关上得到同一域名的路由，网关只采用较早的一条：另一系统的用户会走错，切换流量时移动的也是错的系统。',
      fix: '为各系统使用不同域名。若一个系统经由另一个访问，只为直接应答的系统填写域名，并声明两者的依赖；若其中一个不迁移，请填写其 disposition。',
    },
    example: 'domainName: www.city.gov.cn   # once; what lies behind it has none of its own',
  },
  INV_TWO_IMAGES: {
    fault: 'input',
    en: {
      what: '{field} stands beside "workloads".',
      why: '"image" is short for a single workload; beside a list nobody can tell whether it runs as well.',
      fix: 'Remove it, or make it an entry of "workloads".',
    },
    zh: { what: '{field} 与 workloads 同时出现。', why: 'image 是只有一个工作负载时的简写；与列表并存则无法判断它是否也要运行。', fix: '删除 image，或把它写成 workloads 的一项。' },
  },
  INV_PORT_TWICE: {
    fault: 'input',
    en: {
      what: '{field}: port {port} needs pod port {pod}, which {other} needs as well.',
      why: 'A program that is not root serves 80 on 8080 and 443 on 8443; one port cannot be opened twice.',
      fix: 'Remove one of the two, or give it another port.',
    },
    zh: {
      what: '{field}：端口 {port} 需要容器端口 {pod}，而 {other} 也需要它。',
      why: '非 root 程序用 8080 提供 80、用 8443 提供 443；同一端口不能打开两次。',
      fix: '删除其中一个，或改用别的端口。',
    },
  },
  INV_UNKNOWN_NODE_ROLE: {
    fault: 'input',
    en: {
      what: '{field}: the deployment has no nodes of the role "{role}" (it has: {known}).',
      why: 'The size and number of the pods come from these nodes.',
      fix: 'Correct the role, or write size and replicas.',
    },
    zh: { what: '{field}：该部署没有角色为“{role}”的节点（现有：{known}）。', why: '容器组的规格和数量取自这些节点。', fix: '改正角色，或写明 size 与 replicas。' },
  },
  INV_CNPG_NOT_INSTALLED: {
    fault: 'input',
    en: {
      what: '{field} asks for CloudNativePG, which the {cluster} of "{cloud}" is not said to have.',
      why: 'A cluster without the operator does not know the kind; the plan of the whole stack fails.',
      fix: 'Write cloudNativePg: true there once its operators have installed it, or hosting: external.',
    },
    zh: {
      what: '{field} 要求 CloudNativePG，但“{cloud}”的 {cluster} 没有说明已安装。',
      why: '没有该控制器的集群不认识这类对象，整个栈的计划会失败。',
      fix: '由运维人员安装后在该处写 cloudNativePg: true，或改为 hosting: external。',
    },
  },
  INV_CNPG_PRODUCT: {
    fault: 'input',
    en: { what: '{field}: CloudNativePG cannot run {product}.', why: 'It runs PostgreSQL and nothing else.', fix: 'Write hosting: external, or product: postgresql.' },
    zh: { what: '{field}：CloudNativePG 不能运行 {product}。', why: '它只运行 PostgreSQL。', fix: '改为 hosting: external，或 product: postgresql。' },
  },
  STK_IMAGE_REGISTRY: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} pulls "{image}" from a registry that the cluster is not said to use (it uses: {known}).',
      why: 'Nodes of the government cloud reach their own registries only, and what comes from elsewhere nobody has checked.',
      fix: 'Bring the image to the site\'s registry, or list the registry under "registries" of the cluster.',
    },
    zh: {
      what: '{stack}：{resource} 从未登记的镜像仓库拉取“{image}”（已登记：{known}）。',
      why: '政务云节点只能访问自己的仓库，别处的镜像也未经检查。',
      fix: '把镜像放入本站点仓库，或在该集群的 registries 中登记。',
    },
  },
  STK_CONTAINER_SECURITY: {
    fault: 'gate',
    en: {
      what: '{stack}: container "{container}" of {resource} does not set {settings}.',
      why: 'The provider fills in unsafe defaults for what a container leaves out, and Pod Security "restricted" then refuses every pod while the apply succeeds.',
      fix: 'Set them on the container itself; what the pod sets is overridden.',
    },
    zh: {
      what: '{stack}：{resource} 的容器“{container}”没有设置 {settings}。',
      why: '容器未写的项会被填入不安全的默认值，Pod 安全 restricted 会拒绝所有容器组，而应用仍显示成功。',
      fix: '在容器本身设置；只在容器组上设置会被覆盖。',
    },
  },
  STK_QUOTA_SURGE: {
    fault: 'gate',
    en: {
      what: '{stack}: the quota of namespace "{namespace}" allows {hard} of {amount}; a rolling update needs {needed}.',
      why: 'The new pod is refused before an old one leaves: the update stands still, and the apply still succeeds.',
      fix: 'Raise the quota, or lower replicas, sizes or maxSurge.',
    },
    zh: {
      what: '{stack}：命名空间“{namespace}”的配额只允许 {amount} 为 {hard}；滚动更新需要 {needed}。',
      why: '旧容器组退出前新容器组已被拒绝：更新停住不动，而应用仍显示成功。',
      fix: '提高配额，或减少副本、规格或 maxSurge。',
    },
  },
  STK_STANDBY_BATCH: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} runs on the standby of "{system}".',
      why: 'Both sites would do the same work, send the same messages and book the same payments twice.',
      fix: 'Set suspend: true; it is lifted when the replica is promoted.',
    },
    zh: {
      what: '{stack}：{resource} 会在“{system}”的备用站点运行。',
      why: '两个站点会重复做同样的工作、重复发消息、重复记账。',
      fix: '设置 suspend: true；副本升为主用时再解除。',
    },
  },
  STK_CNPG_NOT_INSTALLED: {
    fault: 'gate',
    en: {
      what: '{stack}: data store "{store}" of "{system}" is to run by CloudNativePG, which this cluster is not said to have.',
      why: 'A cluster without the operator does not know the kind; the plan of the whole stack fails.',
      fix: 'Write cloudNativePg: true at the cluster (clouds, cluster or drCluster) once it is installed, or hosting: external.',
    },
    zh: {
      what: '{stack}：“{system}”的数据库“{store}”要由 CloudNativePG 运行，但没有说明本集群已安装。',
      why: '没有该控制器的集群不认识这类对象，整个栈的计划会失败。',
      fix: '安装后在该集群（clouds 的 cluster 或 drCluster）写 cloudNativePg: true，或改为 hosting: external。',
    },
  },
  STK_EDGE_WEIGHTS: {
    fault: 'gate',
    en: {
      what: '{stack}: the weights of {resource} are {weights}.',
      why: 'A weight is a share of the sum: unless two sides add up to 100, nobody can read off it how many users are sent where.',
      fix: 'Give the new side 0 to 100 and the old side the rest, in one rule of one route.',
    },
    zh: {
      what: '{stack}：{resource} 的权重为 {weights}。',
      why: '权重是占总和的份额：两侧之和不是 100，就看不出有多少用户去了哪里。',
      fix: '在同一路由的同一规则中，新系统取 0 到 100，旧系统取其余。',
    },
  },
  STK_HOST_TWICE: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} serves "{host}", which {other} serves as well.',
      why: 'Which of two routes wins depends on their age; a cutover by weights would move only a part of the users.',
      fix: 'Give one of the two systems another domainName.',
    },
    zh: {
      what: '{stack}：{resource} 提供“{host}”，而 {other} 也提供它。',
      why: '两条路由以创建先后决定胜负，按权重割接只会移动部分用户。',
      fix: '为其中一个系统填写别的 domainName。',
    },
  },
  STK_OBJECT_TWICE: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} is the {kind} "{name}", and so is {other}.',
      why: 'The second one to be applied fails with "already exists", or both change it back and forth.',
      fix: 'Rename one of the two in the inventory (system, workload or data store).',
    },
    zh: {
      what: '{stack}：{resource} 与 {other} 是同一个 {kind}“{name}”。',
      why: '后应用的一个会因“已存在”而失败，或两者来回改动。',
      fix: '在清单中为其一（系统、工作负载或数据库）改名。',
    },
  },
  STK_AUTOSCALER_FIGHT: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} scales "{target}", whose replicas the stack sets.',
      why: 'Every apply sets the number of pods back to what the stack says, also in the hour of most users.',
      fix: 'Remove the autoscaler, or leave out replicas of what it scales.',
    },
    zh: {
      what: '{stack}：{resource} 要伸缩“{target}”，而其副本数由栈设定。',
      why: '每次应用都会把容器组数量改回栈中的值，哪怕正值访问高峰。',
      fix: '删除自动伸缩，或不要为其目标设定 replicas。',
    },
  },
} as const satisfies CatalogPart
