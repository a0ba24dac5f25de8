import type { CatalogPart } from '../entry.js'

export const toolsCatalog = {
  TOOL_GO_MISSING: {
    fault: 'external',
    en: {
      what: 'There is no Go on this machine.',
      why: 'The control planes of a local cluster and OpenTofu are built from their Go modules; nothing is downloaded ready-made.',
      fix: 'Install Go 1.26.6 or newer (https://go.dev/dl/), see that "go version" answers, and repeat the command.',
    },
    zh: {
      what: '本机没有安装 Go。',
      why: '本地集群的控制面和 OpenTofu 由各自的 Go 模块构建，不下载现成的程序。',
      fix: '安装 Go 1.26.6 或更新版本（https://go.dev/dl/），确认“go version”有应答，再重复执行命令。',
    },
  },
  TOOL_GO_TOO_OLD: {
    fault: 'external',
    en: {
      what: '{tool} needs Go {needed}; this machine has {found}.',
      why: 'No other Go is fetched on the quiet: what builds the tools is what is installed.',
      fix: 'Install Go {needed} or newer (https://go.dev/dl/) and repeat the command.',
    },
    zh: {
      what: '{tool} 需要 Go {needed}，本机为 {found}。',
      why: '不会私下获取其他版本的 Go：用来构建工具的就是已安装的版本。',
      fix: '安装 Go {needed} 或更新版本（https://go.dev/dl/），再重复执行命令。',
    },
  },
  TOOL_NO_NETWORK: {
    fault: 'external',
    en: {
      what: 'The modules of {tool} cannot be fetched:\n    {lines}',
      why: 'They come through the Go module proxy and are kept afterwards; only the first build needs the network.',
      fix: 'Set GOPROXY to a proxy that can be reached from here, or copy the module cache (go env GOMODCACHE) from a machine that has it, and repeat the command.',
    },
    zh: {
      what: '无法获取 {tool} 的模块：\n    {lines}',
      why: '模块经 Go 模块代理取得并留存，只有首次构建需要网络。',
      fix: '将 GOPROXY 设为此处可达的代理，或从已有的机器复制模块缓存（go env GOMODCACHE），再重复执行命令。',
    },
  },
  TOOL_BUILD_KILLED: {
    fault: 'external',
    en: {
      what: 'The build of {tool} ran out of memory or disk:\n    {lines}',
      why: 'The largest of the tools takes 2 GB of memory; all of them with the caches of Go take 9 GB of disk.',
      fix: 'Make room, end other builds, and repeat the command: what is compiled already is not compiled again.',
    },
    zh: {
      what: '{tool} 的构建耗尽了内存或磁盘：\n    {lines}',
      why: '最大的工具构建需要 2 GB 内存，全部工具连同 Go 的缓存占用 9 GB 磁盘。',
      fix: '腾出空间、结束其他构建，再重复执行命令：已编译的部分不会重新编译。',
    },
  },
  TOOL_BUILD_FAILED: {
    fault: 'internal',
    en: {
      what: '{tool} cannot be built:\n    {lines}',
      why: 'Its module, its checksums or its flags do not fit this Go; without it there is no local cluster.',
      fix: 'Read the lines of Go, and see that the files below tools/ are those of the release.',
    },
    zh: {
      what: '{tool} 构建失败：\n    {lines}',
      why: '其模块、校验和或构建参数与此 Go 不符；缺少它就没有本地集群。',
      fix: '查看 Go 的输出，并确认 tools/ 下的文件与发布版一致。',
    },
  },
  TOOL_NOT_BUILT: {
    fault: 'external',
    en: {
      what: 'Not built yet: {tools}.',
      why: 'They are built once and kept below the cache folder of the user; with nothing compiled that takes about a quarter of an hour.',
      fix: 'Run: npm run tools',
    },
    zh: {
      what: '尚未构建：{tools}。',
      why: '这些工具只构建一次，保存在用户的缓存目录中；从零编译约需一刻钟。',
      fix: '执行：npm run tools',
    },
  },
  TOOL_COMPONENT_FAILED: {
    fault: 'external',
    en: {
      what: '{component} did not get ready:\n    {lines}',
      why: 'A control plane needs all of its components; what had been started was stopped again.',
      fix: 'Read the lines of its log. Nothing is left to clean up; repeat the command when the cause is gone.',
    },
    zh: {
      what: '{component} 未能就绪：\n    {lines}',
      why: '控制面缺一不可；已启动的组件均已停止。',
      fix: '查看其日志行。没有需要清理的残留，排除原因后重复执行命令。',
    },
  },
  TOOL_PORT_IN_USE: {
    fault: 'external',
    en: {
      what: '{component} cannot listen: one of the ports {ports} on 127.0.0.1 is in use.',
      why: 'The addresses of a local cluster stay the same from one start to the next, so that what was written down about it stays true.',
      fix: 'Find the process with "ss -ltnp" and stop it, or choose other ports: npm run cluster -- up --first-port 31000',
    },
    zh: {
      what: '{component} 无法监听：127.0.0.1 的端口 {ports} 之一已被占用。',
      why: '本地集群每次启动的地址不变，记录下来的配置才始终有效。',
      fix: '用“ss -ltnp”找出占用进程并停止，或改用其他端口：npm run cluster -- up --first-port 31000',
    },
  },
  TOOL_CLUSTER_INCOMPLETE: {
    fault: 'external',
    en: {
      what: 'The local cluster "{site}" is there, but not all of its components run: {missing}.',
      why: 'A cluster with a part missing answers some questions and leaves others open for ever.',
      fix: 'Where it is being started by somebody else right now, wait. Otherwise remove it and start anew:\n    npm run cluster -- down\n    npm run cluster -- up',
    },
    zh: {
      what: '本地集群“{site}”存在，但部分组件没有运行：{missing}。',
      why: '缺了组件的集群只能回答一部分请求，其余会一直悬而不决。',
      fix: '如果正由他人启动，请等待；否则删除后重新启动：\n    npm run cluster -- down\n    npm run cluster -- up',
    },
  },
  TOOL_CLUSTER_CALLED_OFF: {
    fault: 'interrupted',
    en: {
      what: 'The start of the local clusters was called off.',
      why: 'Half a cluster serves nobody: the one that was not up yet was stopped again.',
      fix: 'Repeat the command when it suits; nothing is left to clean up.',
    },
    zh: {
      what: '本地集群的启动已被中止。',
      why: '启动一半的集群没有用处：尚未就绪的一个已重新停止。',
      fix: '方便时重复执行命令；没有需要清理的残留。',
    },
  },
  TOOL_CLUSTER_USAGE: {
    fault: 'usage',
    en: {
      what: '"{given}" is not what a local cluster can do.',
      why: 'It is started, stopped, or asked how it is.',
      fix: 'Run one of:\n    npm run cluster -- up [--cloud ID] [--first-port N]\n    npm run cluster -- down\n    npm run cluster -- status',
    },
    zh: {
      what: '本地集群没有“{given}”这一操作。',
      why: '可以启动、停止或查看状态。',
      fix: '执行其中之一：\n    npm run cluster -- up [--cloud ID] [--first-port N]\n    npm run cluster -- down\n    npm run cluster -- status',
    },
  },
} as const satisfies CatalogPart
