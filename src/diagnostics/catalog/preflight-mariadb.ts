import type { CatalogPart } from '../entry.js'

export const preflightMariadbCatalog = {
  PREFLIGHT_M1: {
    fault: 'gate',
    en: {
      what: 'Settings of the binary log that do not carry the move: {count}.',
      why: 'Without a log in ROW format with full row images nothing can be followed, or rows cannot be found again; on the target it is the way back that would not be faithful.',
      fix: 'Set log_bin, binlog_format=ROW and binlog_row_image=FULL, in the server\'s option file too; log_bin needs a restart window. On the target the formats can be set by --fix M1.',
    },
    zh: {
      what: '二进制日志参数不满足迁移要求：{count} 项。',
      why: '没有 ROW 格式、完整行映像的日志，就无法跟随变更，或找不到对应的行；目标端如此，则回退不可靠。',
      fix: '请设置 log_bin、binlog_format=ROW、binlog_row_image=FULL，并写入配置文件；其中 log_bin 需要重启。目标端的格式可用 --fix M1 设置。',
    },
  },
  PREFLIGHT_M2: {
    fault: 'gate',
    en: {
      what: 'The binary log may expire before the copy has ended: {count}.',
      why: 'What was written during the copy, or while a feed is cut, would be gone before it could be fetched; the copy would start over.',
      fix: 'Keep the log longer, at least twice the estimated time of the copy and better two weeks (--fix M2), after a look at the free disk; in the option file too.',
    },
    zh: {
      what: '二进制日志可能在复制结束前过期：{count} 项。',
      why: '复制期间或同步中断期间写入的日志在取走之前就被清除，复制要从头再来。',
      fix: '请先查看磁盘空间，再延长日志保留时间：至少为预计复制时间的两倍，最好两周（--fix M2），并写入配置文件。',
    },
  },
  PREFLIGHT_M3: {
    fault: 'gate',
    en: {
      what: 'Tables of an engine without transactions: {count}.',
      why: 'MyISAM, Aria and MEMORY tables have no snapshot: a copy of them is not consistent, so the run stops here.',
      fix: 'Change them to InnoDB on the source, which locks each table while it is rebuilt: ALTER TABLE … ENGINE=InnoDB, or --fix M3.',
    },
    zh: {
      what: '使用非事务存储引擎的表：{count} 张。',
      why: 'MyISAM、Aria、MEMORY 表没有快照：复制不一致，因此运行到此停止。',
      fix: '请在源端改为 InnoDB（重建期间锁表）：ALTER TABLE … ENGINE=InnoDB，或使用 --fix M3。',
    },
  },
  PREFLIGHT_M4: {
    fault: 'gate',
    en: {
      what: 'Tables without a primary or unique key: {count}.',
      why: 'Each change reads the whole table on the other side, and a difference cannot be narrowed down to rows.',
      fix: 'Give them a primary key.',
    },
    zh: {
      what: '没有主键或唯一键的表：{count} 张。',
      why: '每次更新都要在另一端扫描整张表；发现差异时也无法定位到行。',
      fix: '请补建主键。',
    },
  },
  PREFLIGHT_M5: {
    fault: 'gate',
    en: {
      what: 'Events that are enabled, or a target that would not run them: {count}.',
      why: 'An event must run on one side only, and on the target only where its event_scheduler is on.',
      fix: 'Events are copied asleep and woken on the side that serves, by the switch. The target\'s scheduler is started by the run; where that would wake events of other databases, by --fix M5. Set it in the option file too.',
    },
    zh: {
      what: '已启用的事件，或目标端不会执行事件：{count} 项。',
      why: '事件只能在一端执行；目标端只有开启 event_scheduler 才会执行。',
      fix: '事件以停用状态复制，切换时只在提供服务的一端启用。目标端的调度器由运行过程开启；若会唤醒其他库的事件，则须用 --fix M5。请同时写入配置文件。',
    },
  },
  PREFLIGHT_M6: {
    fault: 'gate',
    en: {
      what: 'Definers that the source itself does not have: {count}.',
      why: 'Views, triggers, routines and events run as their definer; without the account they fail when they are used, here as there. Definers that exist are brought along.',
      fix: 'Create the accounts on the source, or change the definer.',
    },
    zh: {
      what: '源端自身不存在的定义者：{count} 个。',
      why: '视图、触发器、例程和事件以定义者身份运行；没有该账号，使用时两端都会报错。已有的定义者会一并带到目标端。',
      fix: '请在源端建立这些账号，或修改定义者。',
    },
  },
  PREFLIGHT_M7: {
    fault: 'gate',
    en: {
      what: 'Server settings, character sets or collations that differ: {count}.',
      why: 'Names in another case, another sql_mode, time zone or collation make the same statement mean something else on the target.',
      fix: 'Set the target as the source is; lower_case_table_names and the page size only when its data directory is made.',
    },
    zh: {
      what: '两端不同的服务器参数、字符集或排序规则：{count} 项。',
      why: '大小写规则、sql_mode、时区或排序规则不同，同一语句在目标端含义不同。',
      fix: '请把目标端设为与源端一致；lower_case_table_names 和页大小只能在初始化数据目录时设定。',
    },
  },
  PREFLIGHT_M8: {
    fault: 'gate',
    en: {
      what: 'Accounts that cannot be moved as they are: {count}.',
      why: 'An account of appRoles does not exist, uses another database too and would be locked out of it, or logs in by a plugin that the target lacks; an account of the same user for another host stays open beside the locked one; anonymous accounts let strangers in.',
      fix: 'Correct appRoles, name in it every account of the same user or lock the others, give each database an account of its own, install the plugin on the target, remove anonymous accounts.',
    },
    zh: {
      what: '无法原样迁移的账号：{count} 个。',
      why: 'appRoles 中的账号不存在，或还在使用其他库（锁定会影响该库），或其认证插件在目标端没有；同一用户在其他主机名下的账号在锁定后仍然可以登录；匿名账号会让外人登录。',
      fix: '请更正 appRoles，写全同一用户的所有账号或锁定其余账号，为每个库使用单独的账号，在目标端安装插件，删除匿名账号。',
    },
  },
  PREFLIGHT_M9: {
    fault: 'gate',
    en: {
      what: 'Transactions that stay open, or XA transactions that are prepared: {count}.',
      why: 'They hold up the locks of the copy and the fence; a prepared one does not end by itself.',
      fix: 'End them or wait; for an XA transaction decide with its owner between XA COMMIT and XA ROLLBACK.',
    },
    zh: {
      what: '长时间未结束的事务，或已预备的 XA 事务：{count} 个。',
      why: '它们会挡住复制和隔离所需的锁；预备事务不会自行结束。',
      fix: '请结束或等待；XA 事务请与责任方商定 XA COMMIT 或 XA ROLLBACK。',
    },
  },
  PREFLIGHT_M10: {
    fault: 'gate',
    en: {
      what: 'Accounts of the application that the fence does not hold: {count}.',
      why: 'With SUPER, READ_ONLY ADMIN, CREATE USER, CONNECTION ADMIN or BINLOG ADMIN an account writes through the fence or unlocks itself.',
      fix: 'Revoke them from the application\'s accounts.',
    },
    zh: {
      what: '隔离约束不了的应用账号：{count} 个。',
      why: '拥有 SUPER、READ_ONLY ADMIN、CREATE USER、CONNECTION ADMIN 或 BINLOG ADMIN 的账号可越过隔离写入，或给自己解锁。',
      fix: '请从应用账号收回这些权限。',
    },
  },
  PREFLIGHT_M11: {
    fault: 'gate',
    en: {
      what: 'Replication identities that collide, or replication settings that the move cannot live with: {count}.',
      why: 'Equal server ids or GTID domains make a replica pass over changes as its own; replication of others writes past the fence; tolerated errors and triggers change data silently; without relay_log_recovery a crash brings in other databases.',
      fix: 'Give each server its own server_id and gtid_domain_id, slave_exec_mode=STRICT, slave_run_triggers_for_rbr=NO and relay_log_recovery=ON; end replication that is not part of the move.',
    },
    zh: {
      what: '冲突的复制标识，或与迁移不相容的复制设置：{count} 项。',
      why: 'server_id 或 GTID 域相同，副本会把变更当作自己的而跳过；其他复制会越过隔离写入；容忍错误和触发器会悄悄改变数据；没有 relay_log_recovery，崩溃后会带入其他库。',
      fix: '请为每台服务器设置各自的 server_id 和 gtid_domain_id，并设置 slave_exec_mode=STRICT、slave_run_triggers_for_rbr=NO、relay_log_recovery=ON；结束与迁移无关的复制。',
    },
  },
  PREFLIGHT_M12: {
    fault: 'gate',
    en: {
      what: 'Versions, tables or columns that cannot be carried exactly: {count}.',
      why: 'An older target would not understand the source\'s log; the history of system-versioned tables is not carried. A dump writes a FLOAT with 6 digits; values that have more differ after the copy, and the comparison says so.',
      fix: 'Choose a MariaDB of the same or a newer version as target; MySQL is refused on either side. Drop the system versioning, make FLOAT columns DOUBLE, or keep the system where it is.',
    },
    zh: {
      what: '无法原样带走的版本、表或列：{count} 项。',
      why: '较旧的目标端读不懂源端的日志；系统版本表的历史数据无法带走。导出时 FLOAT 只写 6 位有效数字，位数更多的值复制后会不同，比对时会指出。',
      fix: '请选用相同或更新版本的 MariaDB 作为目标端；两端都不支持 MySQL。请取消表的系统版本，把 FLOAT 列改为 DOUBLE，或让该系统留在原处。',
    },
  },
} as const satisfies CatalogPart
