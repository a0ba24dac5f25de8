import type { CatalogPart } from '../entry.js'

export const controlDatabaseCatalog = {
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
} as const satisfies CatalogPart
