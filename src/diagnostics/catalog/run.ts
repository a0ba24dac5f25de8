import type { CatalogPart } from '../entry.js'

export const runCatalog = {
  RUN_NO_TARGET: {
    fault: 'input',
    en: {
      what: 'System {system} has no target endpoint.',
      why: 'The run can only move data to a database it can reach.',
      fix: 'Add "target" to the system in migrations/<place>/endpoints.yaml.',
    },
    zh: {
      what: '系统 {system} 没有目标端地址。',
      why: '只能向可以连接的数据库迁移数据。',
      fix: '在 migrations/<place>/endpoints.yaml 中为该系统填写 target。',
    },
  },
  RUN_NO_ENDPOINTS: {
    fault: 'input',
    en: {
      what: 'System {system} is planned but has no entry in endpoints.yaml.',
      why: 'The run must know how to reach the data of every system in its plan.',
      fix: 'Add the system to migrations/{place}/endpoints.yaml.',
    },
    zh: {
      what: '系统 {system} 已列入方案，但 endpoints.yaml 中没有它。',
      why: '运行必须知道如何连接方案中每个系统的数据。',
      fix: '在 migrations/{place}/endpoints.yaml 中补充该系统。',
    },
  },
  RUN_PREFLIGHT_BLOCKS: {
    fault: 'gate',
    en: {
      what: 'Preflight {check} stops the move of {system}: {objects}.',
      why: 'Going on would break the application or lose data; nothing has been changed yet.',
      fix: 'Mend what the check names on the source or target, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的预检 {check} 不通过：{objects}。',
      why: '继续会破坏应用或丢失数据；目前未做任何改动。',
      fix: '在源端或目标端处理该检查所指问题，然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_TARGET_SERVICE_DOWN: {
    fault: 'external',
    en: {
      what: 'The new service of {system} does not answer: {check}: {detail}.',
      why: 'The application must stand on the new side before data is sent there; the source still serves.',
      fix: 'Start the service on the target site; the run looks again by itself.',
    },
    zh: {
      what: '系统 {system} 的新服务没有响应：{check}：{detail}。',
      why: '数据迁移之前，新环境的应用必须可用；源端仍在提供服务。',
      fix: '在目标站点启动服务；运行会自动重试。',
    },
  },
  RUN_SCHEMA_DRIFT: {
    fault: 'gate',
    en: {
      what: 'Tables of {system} were changed during the sync: {tables}.',
      why: 'A changed schema stops the feed or loses columns; the source still serves.',
      fix: 'Apply the same change on the target, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的表结构在同步期间被修改：{tables}。',
      why: '结构变化会使同步中断或丢失字段；源端仍在提供服务。',
      fix: '在目标端做同样的修改，然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_APPLY_ERRORS: {
    fault: 'external',
    en: {
      what: 'The feed of {system} failed to apply {count} time(s) on the target.',
      why: 'Until it applies, the target falls behind; the source still serves.',
      fix: 'Read the target server\'s log for the failing row, mend it, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的同步在目标端应用失败 {count} 次。',
      why: '在解决之前目标端会越来越落后；源端仍在提供服务。',
      fix: '查看目标数据库日志中出错的行，处理后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_REHEARSAL_DIFFERS: {
    fault: 'gate',
    en: {
      what: 'The rehearsal of {system} found differences in: {tables}.',
      why: 'A cutover now would carry the difference into production; the source still serves.',
      fix: 'See the evidence for the key ranges; copy again with: qianyun run retry <place> {system} --from copy',
    },
    zh: {
      what: '系统 {system} 的预演发现数据不一致：{tables}。',
      why: '现在割接会把差异带入生产；源端仍在提供服务。',
      fix: '查看证据中的键范围；重新复制：qianyun run retry <place> {system} --from copy',
    },
  },
  RUN_DRILL_FAILED: {
    fault: 'gate',
    en: {
      what: 'The DR drill of {system} failed: {checks}.',
      why: 'A replica that was never promoted with success is no protection; the primary is untouched.',
      fix: 'Read the drill\'s evidence, mend the replica, then: qianyun run retry <place> {system}',
    },
    zh: {
      what: '系统 {system} 的容灾演练不通过：{checks}。',
      why: '没有成功演练过的副本不算保护；主库未受影响。',
      fix: '查看演练证据并修复副本，然后执行：qianyun run retry <place> {system}',
    },
  },
  RUN_NO_ARCHIVE: {
    fault: 'input',
    en: {
      what: 'System {system} is to be retired but has no archiveDirectory.',
      why: 'A zombie is closed only after its data has been kept.',
      fix: 'Add "archiveDirectory" to the system in migrations/<place>/endpoints.yaml.',
    },
    zh: {
      what: '系统 {system} 需要关停，但没有 archiveDirectory。',
      why: '僵尸系统只有在数据归档之后才能关停。',
      fix: '在 migrations/<place>/endpoints.yaml 中填写 archiveDirectory。',
    },
  },
  RUN_UNKNOWN_RUN: {
    fault: 'usage',
    en: {
      what: 'There is no run for {place} in the control database.',
      why: 'Status, approvals and rollbacks belong to a run.',
      fix: 'Start one: qianyun run start {place}',
    },
    zh: {
      what: '控制库中没有 {place} 的运行记录。',
      why: '状态、审批和回退都属于某次运行。',
      fix: '先启动：qianyun run start {place}',
    },
  },
  RUN_UNKNOWN_SYSTEM: {
    fault: 'usage',
    en: {
      what: 'System {system} is not part of the run {run}.',
      why: 'Only systems of the approved plan can be acted on.',
      fix: 'See the systems of the run: qianyun run status {place}',
    },
    zh: {
      what: '系统 {system} 不在运行 {run} 中。',
      why: '只能操作已批准方案中的系统。',
      fix: '查看运行中的系统：qianyun run status {place}',
    },
  },
  RUN_WRONG_STATE: {
    fault: 'gate',
    en: {
      what: '{action} is not possible for {system}: it is {state}.',
      why: 'Each act belongs to certain states, so that nothing is undone by accident.',
      fix: 'See where it stands: qianyun run status {place}',
    },
    zh: {
      what: '系统 {system} 当前状态为 {state}，不能执行 {action}。',
      why: '每个动作只属于特定状态，避免误操作。',
      fix: '查看状态：qianyun run status {place}',
    },
  },
  RUN_FINDINGS_BLOCK: {
    fault: 'gate',
    en: {
      what: '{count} finding(s) of severity block are not covered by an exemption: {rules}.',
      why: 'A plan against the policy may not be carried out.',
      fix: 'Mend the inventory or record an exemption: qianyun assess {place}',
    },
    zh: {
      what: '有 {count} 项阻断级问题没有例外批准：{rules}。',
      why: '违反政策的方案不得实施。',
      fix: '修正台账或登记例外：qianyun assess {place}',
    },
  },
  RUN_STACKS_BLOCKED: {
    fault: 'gate',
    en: {
      what: '{count} gate finding(s) block the stacks: {gates}.',
      why: 'Stacks that policy forbids are not provisioned.',
      fix: 'See them: qianyun stacks synth {place}',
    },
    zh: {
      what: '云栈有 {count} 项门禁问题：{gates}。',
      why: '政策不允许的云栈不会开通。',
      fix: '查看：qianyun stacks synth {place}',
    },
  },
  RUN_SAME_SIGNER: {
    fault: 'gate',
    en: {
      what: '{by} has already signed the {gate} gate of {system}.',
      why: 'The commit needs two different people.',
      fix: 'Let a second person approve.',
    },
    zh: {
      what: '{by} 已签署过系统 {system} 的 {gate} 关口。',
      why: '提交需要两个不同的人签署。',
      fix: '请另一人审批。',
    },
  },
  RUN_SECRET_MISSING: {
    fault: 'input',
    en: {
      what: 'The secret {where} cannot be read.',
      why: 'Without the password the database cannot be reached; nothing was changed.',
      fix: 'Set the environment variable, or make the file readable for this user only.',
    },
    zh: {
      what: '无法读取密钥 {where}。',
      why: '没有口令就无法连接数据库；未做任何改动。',
      fix: '设置环境变量，或让该文件仅对当前用户可读。',
    },
  },
  RUN_INTERRUPTED: {
    fault: 'external',
    en: {
      what: 'Interrupted. The run goes on where it stood; no system was left without a serving side.',
      why: 'Waiting for a run may be stopped at any time.',
      fix: 'Resume: {command}',
    },
    zh: {
      what: '已中断。运行会从原处继续，没有系统处于无人服务的状态。',
      why: '可以随时停止等待。',
      fix: '继续：{command}',
    },
  },
  RUN_WORKER_LOST: {
    fault: 'external',
    en: {
      what: 'The worker {worker} ended unexpectedly ({how}); a new one goes on from the last recorded step.',
      why: 'A killed worker must not stop a migration.',
      fix: 'Nothing to do; if it happens again, see the events: qianyun run status {place}',
    },
    zh: {
      what: '工作进程 {worker} 意外退出（{how}）；新的进程从最后记录的步骤继续。',
      why: '工作进程被杀死不能中断迁移。',
      fix: '无需处理；若反复出现，请查看：qianyun run status {place}',
    },
  },
  RUN_NEITHER_SIDE_SERVES: {
    fault: 'external',
    en: {
      what: 'Neither side of {system} accepts writes.',
      why: 'This is the one state the product must never leave behind: users cannot work.',
      fix: 'Unfence the source at once: qianyun run recover {place} {system}',
    },
    zh: {
      what: '系统 {system} 两端都不可写。',
      why: '这是绝不允许遗留的状态：用户无法办公。',
      fix: '立即恢复源端：qianyun run recover {place} {system}',
    },
  },
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
  REPLICA_PROGRAM_MISSING: {
    fault: 'external',
    en: {
      what: 'The program {program} was not found.',
      why: 'Replicas, drills and archives are made with the programs of PostgreSQL itself.',
      fix: 'Install PostgreSQL on that host (Debian: apt-get install postgresql) or correct the folder of the server programs.',
    },
    zh: {
      what: '找不到程序 {program}。',
      why: '灾备副本、演练和归档都使用 PostgreSQL 自带的程序。',
      fix: '在该主机上安装 PostgreSQL（Debian：apt-get install postgresql），或更正服务器程序所在目录。',
    },
  },
  REPLICA_PROGRAM_FAILED: {
    fault: 'external',
    en: {
      what: '{program} for the replica of {system} ended with exit code {exit}: {output}',
      why: 'The replica was not built or changed; the primary serves as before.',
      fix: 'Remove the cause named in the message (pg_hba.conf of the primary, disk space, wal_level, max_wal_senders) and repeat the command.',
    },
    zh: {
      what: '{system} 副本的 {program} 以退出码 {exit} 结束：{output}',
      why: '副本没有建成或改动，主库照常服务。',
      fix: '排除信息中的原因（主库的 pg_hba.conf、磁盘空间、wal_level、max_wal_senders），然后重复执行命令。',
    },
  },
  REPLICA_PORT_TAKEN: {
    fault: 'external',
    en: {
      what: 'Port {port} on {host}, meant for the replica of {system}, is taken by another server.',
      why: 'Two servers cannot listen on one port; the other one is left alone.',
      fix: 'Give the replica or its drill a free port, or stop the other server.',
    },
    zh: {
      what: '{host} 的端口 {port}（供 {system} 的副本使用）已被其他服务占用。',
      why: '同一端口不能由两个服务监听；占用者不会被改动。',
      fix: '为副本或其演练换一个空闲端口，或停止占用的服务。',
    },
  },
  REPLICA_DIRECTORY_FOREIGN: {
    fault: 'input',
    en: {
      what: 'The folder {directory} holds files that are not a replica of {system}.',
      why: 'Building the replica would delete them.',
      fix: 'Name an empty or new folder as the data directory of the replica.',
    },
    zh: {
      what: '目录 {directory} 中的文件不属于 {system} 的副本。',
      why: '建立副本会删除这些文件。',
      fix: '将副本的数据目录设为空目录或新目录。',
    },
  },
  REPLICA_NOT_STREAMING: {
    fault: 'external',
    en: {
      what: 'The replica of {system} on {host}:{port} does not stream from its primary.',
      why: 'Data written from now on would be lost with the primary, and a drill would prove nothing.',
      fix: 'Look at the log of the replica and at the line between the two sites, then repeat the command; the copy is kept.',
    },
    zh: {
      what: '{host}:{port} 上 {system} 的副本没有从主库接收数据流。',
      why: '此后写入的数据会随主库一起丢失，演练也证明不了什么。',
      fix: '检查副本日志和两地之间的线路，然后重复执行命令；已有副本会保留。',
    },
  },
  REPLICA_UNREACHABLE: {
    fault: 'external',
    en: {
      what: 'No session to PostgreSQL on {host}:{port} for the replica of {system}: {reason}',
      why: 'The replica is built, watched and drilled through sessions to both sites.',
      fix: 'Check that the server runs, that the line is up and that pg_hba.conf admits the user, then repeat the command.',
    },
    zh: {
      what: '为 {system} 的副本连接 {host}:{port} 的 PostgreSQL 失败：{reason}',
      why: '副本的建立、监视和演练都要连接两地的数据库。',
      fix: '确认服务器在运行、线路可用、pg_hba.conf 允许该用户，然后重复执行命令。',
    },
  },
  REPLICA_BUSY: {
    fault: 'external',
    en: {
      what: 'Another worker is at work on the replica of {system}.',
      why: 'Two builds or drills of one replica would undo each other.',
      fix: 'Wait until it has ended; its claim ends with its session to the primary.',
    },
    zh: {
      what: '另一个工作进程正在处理 {system} 的副本。',
      why: '同一副本的两次建立或演练会互相破坏。',
      fix: '等它结束；其占用随它与主库的会话结束而释放。',
    },
  },
  ARCHIVE_FAILED: {
    fault: 'external',
    en: {
      what: '{program} of database {database} ended with exit code {exit}: {output}',
      why: 'Without an archive that can be read back, the retired system must keep its database.',
      fix: 'Remove the cause named in the message (rights of the user, disk space, version of the program) and repeat the command.',
    },
    zh: {
      what: '数据库 {database} 的 {program} 以退出码 {exit} 结束：{output}',
      why: '没有可读回的归档，被清理的系统就必须保留其数据库。',
      fix: '排除信息中的原因（用户权限、磁盘空间、程序版本），然后重复执行命令。',
    },
  },
} as const satisfies CatalogPart
