import type { CatalogPart } from '../entry.js'

export const mariadbCatalog = {
  MOVE_NOT_ADMINISTRATOR: {
    fault: 'input',
    en: {
      what: '{user} lacks privileges on the {place} server {host}:{port}: {privileges}.',
      why: 'The move locks accounts, ends sessions, reads the log and sets up replication.',
      fix: 'Grant them to {user} on that server, or name an administrator in endpoints.yaml:\n    GRANT ALL PRIVILEGES ON *.* TO \'{user}\'@\'%\' WITH GRANT OPTION',
    },
    zh: {
      what: '{user} 在{place}端服务器 {host}:{port} 上缺少权限：{privileges}。',
      why: '迁移需要锁定账号、结束会话、读取日志并建立复制。',
      fix: '请在该服务器上授权，或在 endpoints.yaml 中填写管理员：\n    GRANT ALL PRIVILEGES ON *.* TO \'{user}\'@\'%\' WITH GRANT OPTION',
    },
  },
  MOVE_SERVER_UNSUPPORTED: {
    fault: 'input',
    en: {
      what: 'The {place} server {host}:{port} is version {version}.',
      why: 'Both sides have to be MariaDB 10.5 or newer. MySQL is refused: no move has been run against it.',
      fix: 'Bring an older MariaDB to 10.5 or newer first. Move a MySQL server by its own tools.',
    },
    zh: {
      what: '{place}端服务器 {host}:{port} 的版本为 {version}。',
      why: '两端都必须是 MariaDB 10.5 或更新版本。MySQL 不受支持：从未在其上执行过迁移。',
      fix: '较旧的 MariaDB 请先升级到 10.5 或更新版本；MySQL 请用其自带工具迁移。',
    },
  },
  MOVE_NAMES_DIFFER: {
    fault: 'input',
    en: {
      what: 'The move {name} leads from database {source} to database {target}.',
      why: 'MariaDB\'s replication carries a database under its own name, and views and routines have that name inside them.',
      fix: 'Create the target database with the name of the source:\n    CREATE DATABASE `{source}`',
    },
    zh: {
      what: '迁移 {name} 的源库是 {source}，目标库是 {target}。',
      why: 'MariaDB 的复制按原库名传送数据，视图和例程内部也含有该库名。',
      fix: '请在目标端按源库名建库：\n    CREATE DATABASE `{source}`',
    },
  },
  MOVE_PROGRAM_MISSING: {
    fault: 'external',
    en: {
      what: 'The program {program} is not in {folder}.',
      why: 'The copy is made by MariaDB\'s own programs, or by mydumper and myloader where they are asked for.',
      fix: 'Install them:\n    apt-get install mariadb-client mydumper',
    },
    zh: {
      what: '目录 {folder} 中没有程序 {program}。',
      why: '复制由 MariaDB 自带程序完成；若指定了 mydumper，则由 mydumper 和 myloader 完成。',
      fix: '请安装：\n    apt-get install mariadb-client mydumper',
    },
  },
  MOVE_REPLICATION_GONE: {
    fault: 'external',
    en: {
      what: 'The replication of {name} from the {place} side does not exist any more on the {other} side.',
      why: 'It was removed, or given up because its log had expired; without it the other side falls behind and cannot take over.',
      fix: 'Look at SHOW ALL SLAVES STATUS there. Before the switch, let the copy start over; after it, the way back is gone.',
    },
    zh: {
      what: '迁移 {name} 从{place}端发出的复制在{other}端已不存在。',
      why: '它被删除，或因日志过期而放弃；没有它，另一端会落后，无法接管。',
      fix: '请在该端查看 SHOW ALL SLAVES STATUS。切换之前请重新复制；切换之后回退通道已失去。',
    },
  },
  MOVE_REPLICATION_STOPPED: {
    fault: 'external',
    en: {
      what: 'The replication {connection} of {name} has stopped on the {place} side with error {number}, table {table}.',
      why: 'Most often a row was written there by somebody else (1062, 1032) or a table was changed on one side only (1054, 1146, 1677).',
      fix: 'Read Last_SQL_Error in SHOW ALL SLAVES STATUS there, put the row or table right, then:\n    START SLAVE \'{connection}\'',
    },
    zh: {
      what: '{name} 的复制 {connection} 在{place}端因错误 {number} 停止，表：{table}。',
      why: '通常是有人在该端写入了数据（1062、1032），或只在一端修改了表结构（1054、1146、1677）。',
      fix: '请在该端查看 SHOW ALL SLAVES STATUS 的 Last_SQL_Error，改正数据或表结构后执行：\n    START SLAVE \'{connection}\'',
    },
  },
  MOVE_ROOM_NOT_CLEAR: {
    fault: 'external',
    en: {
      what: 'The tables of {database} did not come to rest within {seconds} s.',
      why: 'A transaction that has written to them stays open; it belongs to no account of the application, or takes long to roll back.',
      fix: 'Find it in information_schema.innodb_trx, end it, and name its account in appRoles if it belongs to the system; then switch again.',
    },
    zh: {
      what: '数据库 {database} 的表在 {seconds} 秒内没有静止。',
      why: '有已写入这些表的事务仍未结束：它不属于应用账号，或回滚时间较长。',
      fix: '请在 information_schema.innodb_trx 中查找并结束它；若属于该系统，请把其账号加入 appRoles，然后再切换。',
    },
  },
} as const satisfies CatalogPart
