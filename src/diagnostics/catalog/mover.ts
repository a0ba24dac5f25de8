import type { CatalogPart } from '../entry.js'

export const moverCatalog = {
  MOVE_UNREACHABLE: {
    fault: 'external',
    en: {
      what: 'The {place} database {database} at {host}:{port} cannot be reached as {user}: {detail}.',
      why: 'Nothing was changed by this attempt; whoever served still serves.',
      fix: 'Check that the server runs, accepts connections from this machine and that the address in endpoints.yaml is right; then give the same command again.',
    },
    zh: {
      what: '无法以 {user} 连接{place}端数据库 {database}（{host}:{port}）：{detail}。',
      why: '本次尝试未做任何改动，原来提供服务的一端仍在服务。',
      fix: '请确认服务器在运行、允许本机连接、endpoints.yaml 中的地址正确，然后重新执行同一命令。',
    },
  },
  MOVE_LOGIN_REFUSED: {
    fault: 'input',
    en: {
      what: 'The {place} database {database} at {host}:{port} refuses {user}.',
      why: 'The password is wrong, the role may not log in, or pg_hba.conf has no line for this machine.',
      fix: 'Check the secret that endpoints.yaml names, and on the server:\n    SELECT rolcanlogin FROM pg_roles WHERE rolname = \'{user}\'',
    },
    zh: {
      what: '{place}端数据库 {database}（{host}:{port}）拒绝 {user} 登录。',
      why: '口令错误、该角色不允许登录，或 pg_hba.conf 中没有允许本机的规则。',
      fix: '请检查 endpoints.yaml 所指的密钥，并在服务器上执行：\n    SELECT rolcanlogin FROM pg_roles WHERE rolname = \'{user}\'',
    },
  },
  MOVE_DATABASE_MISSING: {
    fault: 'input',
    en: {
      what: 'There is no database {database} on the {place} server {host}:{port}.',
      why: 'The move fills a database that exists; it creates none, because owner, encoding and collation are decisions.',
      fix: 'Create it with the encoding and collation of the source:\n    CREATE DATABASE "{database}" TEMPLATE template0',
    },
    zh: {
      what: '{place}端服务器 {host}:{port} 上没有数据库 {database}。',
      why: '迁移只向已有的数据库写入，不自行建库，因为属主、编码和排序规则需要人来决定。',
      fix: '请按源端的编码和排序规则建库：\n    CREATE DATABASE "{database}" TEMPLATE template0',
    },
  },
  MOVE_NOT_SUPERUSER: {
    fault: 'input',
    en: {
      what: '{user} is not a superuser of the {place} server {host}:{port}.',
      why: 'Reading password hashes, publishing all tables, subscriptions and large objects need it before PostgreSQL 16.',
      fix: 'Name a superuser in endpoints.yaml, or on the server:\n    ALTER ROLE "{user}" SUPERUSER',
    },
    zh: {
      what: '{user} 不是{place}端服务器 {host}:{port} 的超级用户。',
      why: '在 PostgreSQL 16 以前，读取口令散列、发布全部表、建立订阅和读写大对象都需要该权限。',
      fix: '请在 endpoints.yaml 中填写超级用户，或在服务器上执行：\n    ALTER ROLE "{user}" SUPERUSER',
    },
  },
  MOVE_STALE_WORKER: {
    fault: 'internal',
    en: {
      what: 'Another worker has taken over this move: {detail}.',
      why: 'The older worker must change nothing more, or two of them would act on one system.',
      fix: 'Nothing to do here; the newer worker goes on.',
    },
    zh: {
      what: '该迁移已由另一个工作进程接管：{detail}。',
      why: '旧的工作进程不得再做任何改动，否则会有两个进程同时操作一个系统。',
      fix: '无需处理，新的工作进程会继续。',
    },
  },
  MOVE_OTHER_MOVE: {
    fault: 'input',
    en: {
      what: 'The {place} database is part of the move {other}; {name} cannot use it too.',
      why: 'The schema qianyun_mig in it belongs to that move.',
      fix: 'Finish or cancel {other} first, or name another database.',
    },
    zh: {
      what: '{place}端数据库正用于迁移 {other}，不能同时用于 {name}。',
      why: '其中的 qianyun_mig 模式属于那次迁移。',
      fix: '请先完成或取消 {other}，或改用其他数据库。',
    },
  },
  MOVE_SAME_SERVER: {
    fault: 'input',
    en: {
      what: 'Both sides of the move {name} are on the same server, {host}:{port}.',
      why: 'Roles belong to the whole server: keeping the application out of the target would close the source, which is in use.',
      fix: 'Name a target on another server.',
    },
    zh: {
      what: '迁移 {name} 的两端在同一台服务器 {host}:{port} 上。',
      why: '角色属于整台服务器：对目标端关闭应用登录，会同时关闭正在使用的源端。',
      fix: '请把目标端改为另一台服务器上的数据库。',
    },
  },
  MOVE_NOT_PREPARED: {
    fault: 'internal',
    en: {
      what: 'The move {name} has not been prepared on both sides.',
      why: 'The schema qianyun_mig is missing on one of them.',
      fix: 'Run the preparation step again: qianyun run retry <place> <system>',
    },
    zh: {
      what: '迁移 {name} 尚未在两端完成准备。',
      why: '其中一端缺少 qianyun_mig 模式。',
      fix: '请重新执行准备步骤：qianyun run retry <place> <system>',
    },
  },
  MOVE_NOT_COPIED: {
    fault: 'internal',
    en: {
      what: 'The move {name} has no complete copy yet.',
      why: 'Only a side that holds all data can take over.',
      fix: 'Let the copy end first.',
    },
    zh: {
      what: '迁移 {name} 的全量复制尚未完成。',
      why: '只有数据齐全的一端才能接管。',
      fix: '请先等复制完成。',
    },
  },
  MOVE_TARGET_NOT_EMPTY: {
    fault: 'input',
    en: {
      what: 'The target database {database} is not empty: {objects}.',
      why: 'The copy would mix with what is there, and nothing of it was put there by this move.',
      fix: 'Name an empty database, or drop and create this one if nobody needs it:\n    DROP DATABASE "{database}"; CREATE DATABASE "{database}" TEMPLATE template0',
    },
    zh: {
      what: '目标数据库 {database} 不是空库：{objects}。',
      why: '复制会与已有内容混在一起，而这些内容不是本次迁移写入的。',
      fix: '请改用空库；若确认无人使用，可删除后重建：\n    DROP DATABASE "{database}"; CREATE DATABASE "{database}" TEMPLATE template0',
    },
  },
  MOVE_TABLE_BUSY: {
    fault: 'external',
    en: {
      what: 'Table {table} stayed locked for 30 s.',
      why: 'Its replica identity can only be changed when no transaction uses the table; waiting longer would hold up the application.',
      fix: 'Find the long transaction in pg_stat_activity, or give the command again at a quieter hour.',
    },
    zh: {
      what: '表 {table} 持续 30 秒被占用。',
      why: '只有没有事务使用该表时才能修改其复制标识；继续等待会拖住应用。',
      fix: '请在 pg_stat_activity 中查找长事务，或在业务低峰时重试。',
    },
  },
  MOVE_TOOL_MISSING: {
    fault: 'external',
    en: {
      what: 'The program {tool} is not in {folder}.',
      why: 'The copy is made by PostgreSQL\'s own tools, of a version at least that of both servers.',
      fix: 'Install them:\n    apt-get install postgresql-client-15',
    },
    zh: {
      what: '目录 {folder} 中没有程序 {tool}。',
      why: '复制由 PostgreSQL 自带工具完成，其版本不得低于两端服务器。',
      fix: '请安装：\n    apt-get install postgresql-client-15',
    },
  },
  MOVE_TOOL_FAILED: {
    fault: 'external',
    en: {
      what: '{tool} ended with {status}: {detail}',
      why: 'The copy is not complete; the source was only read and still serves.',
      fix: 'Mend what the message names, then give the same command again; the copy starts over.',
    },
    zh: {
      what: '{tool} 以 {status} 结束：{detail}',
      why: '复制没有完成；源端只被读取，仍在服务。',
      fix: '请处理信息中所指的问题后重新执行同一命令，复制会从头开始。',
    },
  },
  MOVE_COPY_BROKEN: {
    fault: 'external',
    en: {
      what: 'The copy of {table} broke off: {detail}.',
      why: 'The copy is not complete; the source was only read and still serves, and its slot was removed.',
      fix: 'Mend what the message names, then give the same command again; the copy starts over.',
    },
    zh: {
      what: '{table} 的复制中断：{detail}。',
      why: '复制没有完成；源端只被读取，仍在服务，其复制槽已删除。',
      fix: '请处理信息中所指的问题后重新执行同一命令，复制会从头开始。',
    },
  },
  MOVE_COPIER_UNFIT: {
    fault: 'input',
    en: {
      what: '{copier} cannot copy {system}, which is a PostgreSQL database.',
      why: 'Each copier knows one kind of database.',
      fix: 'In endpoints.yaml give this system copier: parallel, pgcopydb or pg_dump, or leave the line out.',
    },
    zh: {
      what: '{copier} 无法复制 {system}，它是 PostgreSQL 数据库。',
      why: '每种复制程序只适用于一种数据库。',
      fix: '请在 endpoints.yaml 中把该系统的 copier 设为 parallel、pgcopydb 或 pg_dump，或去掉这一行。',
    },
  },
  MOVE_COPIER_MISSING: {
    fault: 'external',
    en: {
      what: '{copier}, which endpoints.yaml chooses for the copy, is not installed on this machine.',
      why: 'It is looked for in PATH. Nothing was changed.',
      fix: 'Install it, or leave copier out in endpoints.yaml: the built-in copier needs PostgreSQL\'s own tools only.',
    },
    zh: {
      what: 'endpoints.yaml 选用了 {copier} 进行复制，但本机没有安装它。',
      why: '程序在 PATH 中查找。未做任何改动。',
      fix: '请安装它，或在 endpoints.yaml 中去掉 copier：内置的复制程序只需要 PostgreSQL 自带的工具。',
    },
  },
  MOVE_COPIER_TOO_OLD: {
    fault: 'external',
    en: {
      what: '{copier} {version} is installed; {needed} or later is needed.',
      why: 'Earlier versions fail on exclusion constraints and go on after errors.',
      fix: 'Install a later one, or leave copier out in endpoints.yaml: the built-in copier needs PostgreSQL\'s own tools only.',
    },
    zh: {
      what: '已安装的是 {copier} {version}，需要 {needed} 或更高版本。',
      why: '更早的版本遇到排他约束会失败，并且出错后仍会继续。',
      fix: '请安装更新的版本，或在 endpoints.yaml 中去掉 copier：内置的复制程序只需要 PostgreSQL 自带的工具。',
    },
  },
  MOVE_COPIER_UNTHROTTLED: {
    fault: 'input',
    en: {
      what: '{copier} cannot keep to the rate of uplink {uplink}, {rate} bytes a second, and was not started for {system}.',
      why: 'It sends as fast as it can; others who use the line would stand still.',
      fix: 'Leave copier out in endpoints.yaml: the built-in copier keeps to the rate. Or lift the limit of the uplink.',
    },
    zh: {
      what: '{copier} 无法遵守上行链路 {uplink} 每秒 {rate} 字节的限速，因此没有为 {system} 启动。',
      why: '它会以最快速度发送，同一线路的其他用户将无法使用。',
      fix: '请在 endpoints.yaml 中去掉 copier：内置的复制程序会遵守限速；或取消该链路的限速。',
    },
  },
  MOVE_NO_FEED: {
    fault: 'external',
    en: {
      what: 'The feed of {name} that leaves the {place} side is gone or disabled.',
      why: 'Without it the other side falls behind and cannot take over.',
      fix: 'Look at pg_replication_slots on the sending and pg_subscription on the receiving side; a slot with wal_status "lost" means to copy again.',
    },
    zh: {
      what: '迁移 {name} 从{place}端发出的同步链路不存在或已停用。',
      why: '没有它，另一端会落后，无法接管。',
      fix: '请查看发送端的 pg_replication_slots 和接收端的 pg_subscription；wal_status 为 "lost" 表示需要重新复制。',
    },
  },
  MOVE_FEED_BEHIND: {
    fault: 'external',
    en: {
      what: 'The feed {feed} of {name} did not catch up within {seconds} s.',
      why: 'A switch now would be an outage of at least that length; nothing was fenced.',
      fix: 'See syncStatus: apply errors in the receiving server\'s log, load, or a slow line; then switch again.',
    },
    zh: {
      what: '{name} 的同步链路 {feed} 在 {seconds} 秒内没有追平。',
      why: '此时切换会造成至少同样长的中断；尚未隔离任何一端。',
      fix: '请查看同步状态：接收端日志中的应用错误、负载或线路速度，之后再切换。',
    },
  },
  MOVE_NOT_SERVING: {
    fault: 'input',
    en: {
      what: 'The {place} side of {name} does not serve; {other} does.',
      why: 'A switch leads away from the side that serves.',
      fix: 'Ask for the switch in the other direction.',
    },
    zh: {
      what: '{name} 当前由{other}端而不是{place}端提供服务。',
      why: '切换只能从正在服务的一端发起。',
      fix: '请改为另一方向的切换。',
    },
  },
  MOVE_DOOR_NOT_CLEAR: {
    fault: 'external',
    en: {
      what: 'The fence did not hold in time: {detail}.',
      why: 'A session that cannot be ended, or an open write transaction of a role that is not named as the application\'s, may still write.',
      fix: 'Find it in pg_stat_activity (backend_xid is not null), end it, name its role in appRoles if it belongs to the system; then switch again.',
    },
    zh: {
      what: '隔离未在时限内生效：{detail}。',
      why: '仍有无法结束的会话，或不属于应用角色的未结束写事务，它们还可能写入。',
      fix: '请在 pg_stat_activity 中查找（backend_xid 非空）并结束；若属于该系统，请把角色加入 appRoles，然后再切换。',
    },
  },
  MOVE_DRAIN_TIMEOUT: {
    fault: 'gate',
    en: {
      what: 'The last write of {name} did not arrive on the other side within {milliseconds} ms.',
      why: 'The outage would last longer than allowed; the switch is undone and the side that served serves again.',
      fix: 'Look for load or apply errors on the receiving side, then switch again.',
    },
    zh: {
      what: '{name} 的最后一笔写入没有在 {milliseconds} 毫秒内到达另一端。',
      why: '中断会超过允许的时长；切换已撤销，原来的一端恢复服务。',
      fix: '请检查接收端的负载或应用错误，之后再切换。',
    },
  },
  MOVE_SWITCH_TAKEN_OVER: {
    fault: 'internal',
    en: {
      what: 'This switch was ended by another worker before it opened.',
      why: 'Its opening was refused, so that only one side serves.',
      fix: 'Nothing to do here; the newer worker goes on.',
    },
    zh: {
      what: '本次切换在开放之前已被另一个工作进程终止。',
      why: '它的开放请求被拒绝，以保证只有一端提供服务。',
      fix: '无需处理，新的工作进程会继续。',
    },
  },
  MOVE_ALREADY_OPEN: {
    fault: 'internal',
    en: {
      what: 'The {place} side of {name} is open already; the switch can no longer be undone.',
      why: 'Users may have written there; closing it now could lose what they were told is kept.',
      fix: 'Switch in the other direction: the feed back stands.',
    },
    zh: {
      what: '{name} 的{place}端已经开放，切换不能再撤销。',
      why: '用户可能已在该端写入，此时关闭会丢失已确认的数据。',
      fix: '请执行反方向切换，反向同步链路已就绪。',
    },
  },
  MOVE_SLOT_LEFT: {
    fault: 'external',
    en: {
      what: 'The replication slot {slot} cannot be dropped: something still reads it.',
      why: 'A slot that nobody reads keeps the server\'s log for ever and fills its disk.',
      fix: 'End its reader, then drop it:\n    SELECT pg_terminate_backend(active_pid), pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = \'{slot}\'',
    },
    zh: {
      what: '复制槽 {slot} 无法删除：仍有进程在读取。',
      why: '无人读取的复制槽会一直保留服务器日志，直至占满磁盘。',
      fix: '请结束读取进程后删除：\n    SELECT pg_terminate_backend(active_pid), pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = \'{slot}\'',
    },
  },
} as const satisfies CatalogPart
