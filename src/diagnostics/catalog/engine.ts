import type { CatalogPart } from '../entry.js'

export const engineCatalog = {
  ENG_CONTROL_DB_DISK_FULL: {
    fault: 'external',
    en: {
      what: 'The disk of the control database is full: {detail}.',
      why: 'Nothing can be recorded, so no step begins. The systems are not touched: the source goes on serving.',
      fix: 'Free some space (1 GiB is plenty) or give another directory or database, then repeat the same command: it goes on where it stopped.',
    },
    zh: {
      what: '控制数据库所在磁盘已满：{detail}。',
      why: '无法留痕，因此不会开始任何步骤。业务系统本身不受影响：原环境照常提供服务。',
      fix: '腾出空间（1 GiB 足够）或改用其他目录、数据库，然后重复同一命令，将从中断处继续。',
    },
  },
  ENG_CONTROL_DB_PORT_IN_USE: {
    fault: 'external',
    en: {
      what: 'No port on 127.0.0.1 could be taken for the control database: {detail}.',
      why: 'Three free ports were tried and another program took each of them first. The systems are not touched: the source goes on serving.',
      fix: 'Repeat the command; if it happens again, look for a program that opens ports on loopback without end.',
    },
    zh: {
      what: '控制数据库无法在 127.0.0.1 上取得端口：{detail}。',
      why: '已试三个空闲端口，均被其他程序抢先占用。业务系统本身不受影响：原环境照常提供服务。',
      fix: '重复同一命令；若再次出现，请检查是否有程序不断占用本机端口。',
    },
  },
  ENG_CONTROL_DB_NO_BINARIES: {
    fault: 'external',
    en: {
      what: 'The PostgreSQL programs for {platform} cannot be run: {detail}.',
      why: 'The embedded control database comes as an npm package for each platform; it needs glibc 2.27 or later.',
      fix: 'Run "npm ci" again without --omit=optional, or give the URL of a PostgreSQL 14 or later.',
    },
    zh: {
      what: '无法运行 {platform} 的 PostgreSQL 程序：{detail}。',
      why: '内置控制数据库按平台以 npm 包提供，需要 glibc 2.27 及以上。',
      fix: '去掉 --omit=optional 重新执行 npm ci，或给出 PostgreSQL 14 及以上的连接地址。',
    },
  },
  ENG_CONTROL_DB_NO_OS_USER: {
    fault: 'external',
    en: {
      what: 'PostgreSQL refuses to run as root, and there is neither an account "postgres" nor "nobody".',
      why: 'The embedded server is started under one of these accounts when the command is run by root.',
      fix: 'Run the command as a normal user, or create the account: useradd --system postgres',
    },
    zh: {
      what: 'PostgreSQL 不能以 root 运行，而系统中没有 postgres 或 nobody 账户。',
      why: '以 root 执行命令时，内置服务器用上述账户之一启动。',
      fix: '改用普通用户执行，或创建账户：useradd --system postgres',
    },
  },
  ENG_CONTROL_DB_NO_PERMISSION: {
    fault: 'external',
    en: {
      what: 'The directory of the control database may not be written: {detail}.',
      why: 'The embedded server keeps its data there.',
      fix: 'Give the directory to the account that runs the command, or name another directory.',
    },
    zh: {
      what: '控制数据库目录不可写：{detail}。',
      why: '内置服务器的数据存放于此。',
      fix: '把目录权限授予执行命令的账户，或另选目录。',
    },
  },
  ENG_CONTROL_DB_WRONG_PASSWORD: {
    fault: 'external',
    en: {
      what: 'The control database refuses the password: {detail}.',
      why: 'The embedded server keeps its password in a file of its directory; one given by URL has it in the URL.',
      fix: 'Restore the password file from a backup, or correct the user and password of the URL.',
    },
    zh: {
      what: '控制数据库拒绝该口令：{detail}。',
      why: '内置服务器的口令保存在其目录的文件中；按地址连接时口令在地址中。',
      fix: '从备份恢复口令文件，或改正地址中的用户名和口令。',
    },
  },
  ENG_CONTROL_DB_WRONG_VERSION: {
    fault: 'external',
    en: {
      what: 'The control database is PostgreSQL {found}, wanted is {wanted}: {detail}.',
      why: 'The data of one major version cannot be read by another, and versions before 14 lack what the engine needs.',
      fix: 'Install the version of qianyun that made the directory, or give the URL of a PostgreSQL 14 or later.',
    },
    zh: {
      what: '控制数据库为 PostgreSQL {found}，需要 {wanted}：{detail}。',
      why: '不同大版本的数据不能互读；14 之前的版本缺少引擎所需功能。',
      fix: '安装创建该目录的 qianyun 版本，或给出 PostgreSQL 14 及以上的连接地址。',
    },
  },
  ENG_CONTROL_DB_UNREACHABLE: {
    fault: 'external',
    en: {
      what: 'The control database does not answer: {detail}.',
      why: 'No step begins without a record; one that runs is repeated when the record is back. The systems are not touched: the source goes on serving.',
      fix: 'Start the server or correct the URL, then repeat the same command: it goes on where it stopped.',
    },
    zh: {
      what: '控制数据库无响应：{detail}。',
      why: '没有留痕就不会开始步骤；正在执行的步骤在恢复后重做。业务系统本身不受影响：原环境照常提供服务。',
      fix: '启动数据库或改正地址，然后重复同一命令，将从中断处继续。',
    },
  },
  ENG_CONTROL_DB_BUSY: {
    fault: 'external',
    en: {
      what: 'Another process is starting or stopping the control database: {detail}.',
      why: 'One process at a time may do that; this one waited for one to two minutes.',
      fix: 'Wait and repeat the command. If no other qianyun process exists, delete the file start.lock in the directory.',
    },
    zh: {
      what: '另一个进程正在启动或停止控制数据库：{detail}。',
      why: '同一时刻只允许一个进程操作；本进程已等待一至两分钟。',
      fix: '稍后重复命令。若没有其他 qianyun 进程，请删除目录中的 start.lock 文件。',
    },
  },
  ENG_CONTROL_DB_START_FAILED: {
    fault: 'external',
    en: {
      what: 'The control database did not start: {detail}.',
      why: 'The embedded server ended before it answered. The systems are not touched: the source goes on serving.',
      fix: 'Read postgres.log in the directory of the control database; restore the directory from a backup if its files are damaged.',
    },
    zh: {
      what: '控制数据库未能启动：{detail}。',
      why: '内置服务器在应答之前退出。业务系统本身不受影响：原环境照常提供服务。',
      fix: '查看控制数据库目录中的 postgres.log；文件损坏时从备份恢复该目录。',
    },
  },
  ENG_SCHEMA_TOO_NEW: {
    fault: 'external',
    en: {
      what: 'The record in the control database has format {found}; this version knows up to {known}.',
      why: 'A later version of qianyun has written it, and an earlier one would not understand what it reads.',
      fix: 'Use the later version.',
    },
    zh: {
      what: '控制数据库中的记录格式为 {found}，本版本最高支持 {known}。',
      why: '记录由更新版本的 qianyun 写入，旧版本无法正确理解。',
      fix: '请使用更新的版本。',
    },
  },
  ENG_UNKNOWN_RUN: {
    fault: 'usage',
    en: {
      what: 'There is no run "{run}".',
      why: 'States, events, approvals and evidence belong to a run.',
      fix: 'List the runs with "qianyun run list" and use one of their ids.',
    },
    zh: {
      what: '没有名为“{run}”的执行。',
      why: '状态、事件、审批和证据都属于某次执行。',
      fix: '用 qianyun run list 查看并使用其中的编号。',
    },
  },
  ENG_UNKNOWN_ATTEMPT: {
    fault: 'usage',
    en: {
      what: 'System "{system}" has no attempt in run "{run}".',
      why: 'Only a system whose move was begun has a state.',
      fix: 'Check the id of the system and of the run.',
    },
    zh: {
      what: '系统“{system}”在执行“{run}”中没有迁移记录。',
      why: '只有已开始迁移的系统才有状态。',
      fix: '请核对系统编号和执行编号。',
    },
  },
  ENG_STATE_REFUSED: {
    fault: 'internal',
    en: {
      what: 'System "{system}" cannot go from "{from}" to "{to}"; possible now: {allowed}.',
      why: 'States follow each other in a fixed order, so that none of the checks between them is left out.',
      fix: 'Look at the state of the system with "qianyun run status" and go on from there.',
    },
    zh: {
      what: '系统“{system}”不能从“{from}”转到“{to}”；当前可转到：{allowed}。',
      why: '状态按固定顺序推进，以免漏掉其间的检查。',
      fix: '用 qianyun run status 查看系统状态，从该处继续。',
    },
  },
  ENG_RUN_DIFFERS: {
    fault: 'input',
    en: {
      what: 'Run "{run}" exists already and carries out another plan.',
      why: 'A run carries out the plan that was approved for it and no other.',
      fix: 'Start a new run for the new plan.',
    },
    zh: {
      what: '执行“{run}”已存在，且对应另一份方案。',
      why: '一次执行只对应为其批准的方案。',
      fix: '请为新方案另起一次执行。',
    },
  },
  ENG_EVIDENCE_DIFFERS: {
    fault: 'internal',
    en: {
      what: 'Evidence "{id}" of run "{run}" exists already and says something else.',
      why: 'Evidence is never overwritten.',
      fix: 'Record what was seen now under a new id.',
    },
    zh: {
      what: '执行“{run}”的证据“{id}”已存在且内容不同。',
      why: '证据不可覆盖。',
      fix: '请用新的编号记录本次结果。',
    },
  },
  ENG_WORKER_RUNNING: {
    fault: 'usage',
    en: {
      what: 'A worker "{worker}" is running already.',
      why: 'Two workers of one name would take each other\'s work for their own.',
      fix: 'Stop the other one, or give this one another name.',
    },
    zh: {
      what: '名为“{worker}”的执行器已在运行。',
      why: '两个同名执行器会互相误认对方的工作。',
      fix: '停止另一个，或为本执行器另取名称。',
    },
  },
  ENG_PHASE_NOT_DEFINED: {
    fault: 'internal',
    en: {
      what: 'No worker knows a phase of the name "{phase}" (wanted for "{id}").',
      why: 'A phase that nobody can run would keep its place in the queue of its site for ever.',
      fix: 'Start a worker of the version that has the phase. If all are of one version, this is a bug in qianyun.',
    },
    zh: {
      what: '没有执行器认识名为“{phase}”的阶段（用于“{id}”）。',
      why: '无人能执行的阶段会一直占用站点队列。',
      fix: '启动包含该阶段的版本的执行器。若版本均相同，则为 qianyun 的缺陷。',
    },
  },
  ENG_PHASE_UNKNOWN: {
    fault: 'usage',
    en: {
      what: 'There is no phase "{id}" in the control database.',
      why: 'Only a phase that was started can be retried.',
      fix: 'Look at the phases with "qianyun run status".',
    },
    zh: {
      what: '控制数据库中没有阶段“{id}”。',
      why: '只有已启动的阶段才能重试。',
      fix: '用 qianyun run status 查看各阶段。',
    },
  },
  ENG_STEP_UNKNOWN: {
    fault: 'usage',
    en: {
      what: 'Phase "{id}" has no step "{step}".',
      why: 'A retry begins at a step of the phase; the steps before it keep their results.',
      fix: 'Use one of: {known}',
    },
    zh: {
      what: '阶段“{id}”没有步骤“{step}”。',
      why: '重试从阶段的某个步骤开始，其前的步骤保留结果。',
      fix: '请使用其中之一：{known}',
    },
  },
  ENG_PHASE_ACTIVE: {
    fault: 'usage',
    en: {
      what: 'Phase "{id}" has not ended.',
      why: 'A phase that waits or runs cannot be begun again beside itself.',
      fix: 'Wait for its end or cancel it first.',
    },
    zh: {
      what: '阶段“{id}”尚未结束。',
      why: '等待中或执行中的阶段不能同时再次开始。',
      fix: '请等待其结束或先取消。',
    },
  },
  ENG_RESULT_TOO_LARGE: {
    fault: 'internal',
    en: {
      what: 'Step "{step}" returned {bytes} bytes; at most {most} are kept.',
      why: 'Results are read again on every recovery.',
      fix: 'Keep the data in a file and return where it is. This is a bug in qianyun.',
    },
    zh: {
      what: '步骤“{step}”返回 {bytes} 字节，最多保留 {most}。',
      why: '每次恢复都要重新读取结果。',
      fix: '应把数据存为文件并返回其位置。这是 qianyun 的缺陷。',
    },
  },
  ENG_STEP_TIMEOUT: {
    fault: 'external',
    en: {
      what: 'Step "{step}" did not end within {milliseconds} ms.',
      why: 'What it does may hang; its result no longer counts.',
      fix: 'Look at the events of the step, mend the cause, then retry the phase from this step.',
    },
    zh: {
      what: '步骤“{step}”未在 {milliseconds} 毫秒内结束。',
      why: '其操作可能已挂起，结果不再采用。',
      fix: '查看该步骤的事件，排除原因后从该步骤重试。',
    },
  },
} as const satisfies CatalogPart
