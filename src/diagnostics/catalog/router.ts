import type { CatalogPart } from '../entry.js'

export const routerCatalog = {
  ROUTER_SOCKET_MISSING: {
    fault: 'external',
    en: {
      what: 'There is no HAProxy runtime socket at {socket}.',
      why: 'Requests are moved from the old to the new side through that socket; without it the cutover cannot switch.',
      fix: 'Start HAProxy, or add "stats socket {socket} mode 600 level admin" to the global section of its configuration and reload it.',
    },
    zh: {
      what: '{socket} 处没有 HAProxy 运行时套接字。',
      why: '请求由旧侧切到新侧要经过该套接字，没有它割接无法切换。',
      fix: '启动 HAProxy，或在其配置的 global 段加入“stats socket {socket} mode 600 level admin”并重新加载。',
    },
  },
  ROUTER_SOCKET_DENIED: {
    fault: 'external',
    en: {
      what: 'This user may not open the HAProxy runtime socket {socket}.',
      why: 'The file permissions of the socket, or of a folder above it, keep this user out.',
      fix: 'Set "user", "group" and "mode" on the "stats socket" line of HAProxy so that the user that runs qianyun may write to it, then reload HAProxy.',
    },
    zh: {
      what: '当前用户无权打开 HAProxy 运行时套接字 {socket}。',
      why: '该套接字或其上级目录的文件权限不允许当前用户访问。',
      fix: '在 HAProxy 的“stats socket”行设置 user、group、mode，使运行 qianyun 的用户可写，然后重新加载 HAProxy。',
    },
  },
  ROUTER_NOT_LISTENING: {
    fault: 'external',
    en: {
      what: 'The socket file {socket} is there, but no HAProxy listens on it.',
      why: 'HAProxy has stopped or was started with another configuration; the file is a leftover.',
      fix: 'Start HAProxy with the configuration that names this socket and repeat the command.',
    },
    zh: {
      what: '套接字文件 {socket} 存在，但没有 HAProxy 在监听。',
      why: 'HAProxy 已停止，或启动时用了别的配置，该文件是残留。',
      fix: '用声明了该套接字的配置启动 HAProxy，再重复执行命令。',
    },
  },
  ROUTER_TIMEOUT: {
    fault: 'external',
    en: {
      what: 'HAProxy did not answer on {socket} within {milliseconds} ms.',
      why: 'It cannot be said whether the switch took place; the route must be read before anything else is done.',
      fix: 'Look at the load and the log of HAProxy, then repeat the command: a switch may be repeated.',
    },
    zh: {
      what: 'HAProxy 在 {milliseconds} 毫秒内没有通过 {socket} 应答。',
      why: '无法判断切换是否已经生效，须先读取当前路由再做其他操作。',
      fix: '检查 HAProxy 的负载和日志，然后重复执行命令；切换可以重复执行。',
    },
  },
  ROUTER_NOT_ALLOWED: {
    fault: 'external',
    en: {
      what: 'HAProxy refuses changes through {socket}: the socket has a level below admin.',
      why: 'Setting the state of a server needs level admin.',
      fix: 'Put "level admin" on that "stats socket" line of the HAProxy configuration and reload it.',
    },
    zh: {
      what: 'HAProxy 拒绝通过 {socket} 修改：该套接字的级别低于 admin。',
      why: '设置服务器状态需要 admin 级别。',
      fix: '在 HAProxy 配置的该“stats socket”行写上“level admin”并重新加载。',
    },
  },
  ROUTER_UNKNOWN_BACKEND: {
    fault: 'input',
    en: {
      what: 'HAProxy at {socket} has no backend "{backend}".',
      why: 'The route of the system names a backend that the running configuration does not hold.',
      fix: 'Correct the name of the backend in the route, or add the backend to HAProxy and reload it.',
    },
    zh: {
      what: '{socket} 处的 HAProxy 没有名为“{backend}”的后端。',
      why: '系统的路由引用了运行配置中不存在的后端。',
      fix: '更正路由中的后端名称，或在 HAProxy 中加入该后端并重新加载。',
    },
  },
  ROUTER_UNKNOWN_SERVER: {
    fault: 'input',
    en: {
      what: 'Backend "{backend}" of HAProxy has no server "{server}"; it has: {servers}.',
      why: 'Switching with a wrong name would take one side out of service without putting the other in.',
      fix: 'Correct the name of the server in the route, or add the server to the backend and reload HAProxy.',
    },
    zh: {
      what: 'HAProxy 后端“{backend}”中没有服务器“{server}”，现有：{servers}。',
      why: '用错误的名称切换，会使一侧停止服务而另一侧没有接上。',
      fix: '更正路由中的服务器名称，或在该后端中加入服务器并重新加载 HAProxy。',
    },
  },
  ROUTER_NO_SUCH_SIDE: {
    fault: 'input',
    en: {
      what: 'The route of backend "{backend}" names no server for the side {side}.',
      why: 'Requests cannot be sent where no server is known; nothing was switched.',
      fix: 'Name it in endpoints.yaml: router.{side}.',
    },
    zh: {
      what: '后端“{backend}”的路由没有指明 {side} 侧的服务器。',
      why: '不知道服务器就无法转发请求；尚未切换。',
      fix: '在 endpoints.yaml 中以 router.{side} 指明。',
    },
  },
  ROUTER_SERVER_DOWN: {
    fault: 'external',
    en: {
      what: 'HAProxy was switched to server "{server}" of backend "{backend}", but it does not take requests.',
      why: 'Its health check fails or its weight is 0, so that clients get an error 503 now.',
      fix: 'Switch back, look at the service behind the server and its health check, then repeat.',
    },
    zh: {
      what: 'HAProxy 已切换到后端“{backend}”的服务器“{server}”，但它不接收请求。',
      why: '其健康检查失败或权重为 0，客户端此刻得到 503 错误。',
      fix: '先切回，检查该服务器背后的服务及健康检查，然后重试。',
    },
  },
  ROUTER_REFUSED: {
    fault: 'external',
    en: {
      what: 'HAProxy at {socket} answered: {answer}',
      why: 'The command was not carried out, or not as expected.',
      fix: 'Read the answer, correct the configuration of HAProxy, and repeat the command.',
    },
    zh: {
      what: '{socket} 处的 HAProxy 应答：{answer}',
      why: '命令没有执行，或没有按预期执行。',
      fix: '根据应答修正 HAProxy 配置，然后重复执行命令。',
    },
  },
} as const satisfies CatalogPart
