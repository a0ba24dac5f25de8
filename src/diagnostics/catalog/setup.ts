import type { CatalogPart } from '../entry.js'

export const setupCatalog = {
  SETUP_MISSING_PROGRAMS: {
    fault: 'external',
    en: {
      what: 'Missing on this machine: {programs}.',
      why: 'The flow runs on real servers and tools; none of them is replaced by a stand-in.',
      fix: 'Install with:\n    {commands}',
    },
    zh: {
      what: '本机缺少：{programs}。',
      why: '流程运行在真实的服务器和工具之上，不使用替身。',
      fix: '安装命令：\n    {commands}',
    },
  },
  SETUP_INSTALL_FAILED: {
    fault: 'external',
    en: {
      what: 'Installing {packages} failed: {detail}.',
      why: 'Without them the flow cannot run; nothing else was changed.',
      fix: 'Run the command by hand and read its output:\n    {commands}',
    },
    zh: {
      what: '安装 {packages} 失败：{detail}。',
      why: '缺少它们流程无法运行；没有做其他改动。',
      fix: '手工执行并查看输出：\n    {commands}',
    },
  },
  SETUP_NO_SERVER_USER: {
    fault: 'external',
    en: {
      what: 'No unprivileged user for PostgreSQL was found (looked for: {users}).',
      why: 'PostgreSQL never runs as root.',
      fix: 'Create one: useradd --system postgres',
    },
    zh: {
      what: '没有可用于运行 PostgreSQL 的普通用户（已查找：{users}）。',
      why: 'PostgreSQL 绝不以 root 运行。',
      fix: '创建用户：useradd --system postgres',
    },
  },
  SETUP_PORT_IN_USE: {
    fault: 'external',
    en: {
      what: 'Port {port} for {what} is in use.',
      why: 'Two servers cannot share a port.',
      fix: 'Stop what uses it, or start again: ports are chosen anew.',
    },
    zh: {
      what: '{what} 的端口 {port} 已被占用。',
      why: '两个服务器不能共用一个端口。',
      fix: '停止占用者，或重新启动：端口会重新选择。',
    },
  },
  SETUP_SERVER_DID_NOT_START: {
    fault: 'external',
    en: {
      what: '{what} did not start: {detail}.',
      why: 'The demo needs all of its servers.',
      fix: 'Read the log: {log}',
    },
    zh: {
      what: '{what} 没有启动：{detail}。',
      why: '演示需要全部服务器。',
      fix: '查看日志：{log}',
    },
  },
  SETUP_DEMO_RUNNING: {
    fault: 'external',
    en: {
      what: 'A demo is already running (process {pid}) in {directory}.',
      why: 'Two demos would fight over the same city.',
      fix: 'Wait for it, or stop it: kill {pid}',
    },
    zh: {
      what: '演示已在运行（进程 {pid}，目录 {directory}）。',
      why: '两个演示不能共用一座城市。',
      fix: '等待其结束，或停止：kill {pid}',
    },
  },
} as const satisfies CatalogPart
