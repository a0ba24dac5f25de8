import type { CatalogPart } from '../entry.js'

export const preflightMariadbCatalog = {
  PREFLIGHT_M1: {
    fault: 'gate',
    en: {
      what: 'Settings of the binary log that do not carry the move: {count}.',
      why: 'Without a log in ROW format with full row images nothing can be followed, or rows cannot be found again.',
      fix: 'Set log_bin, binlog_format=ROW and binlog_row_image=FULL; log_bin needs a restart window.',
    },
    zh: {
      what: '二进制日志参数不满足迁移要求：{count} 项。',
      why: '没有 ROW 格式、完整行映像的日志，就无法跟随变更，或找不到对应的行。',
      fix: '请设置 log_bin、binlog_format=ROW、binlog_row_image=FULL；其中 log_bin 需要重启。',
    },
  },
  PREFLIGHT_M2: {
    fault: 'gate',
    en: {
      what: 'The binary log may expire before the copy has ended: {count}.',
      why: 'What was written during the copy would be gone before it could be fetched; the copy would start over.',
      fix: 'Keep the log longer, at least twice the estimated time of the copy, and look at the free disk.',
    },
    zh: {
      what: '二进制日志可能在复制结束前过期：{count} 项。',
      why: '复制期间写入的日志在取走之前就被清除，复制要从头再来。',
      fix: '请延长日志保留时间，至少为预计复制时间的两倍，并留意磁盘空间。',
    },
  },
  PREFLIGHT_M3: {
    fault: 'gate',
    en: {
      what: 'Tables of an engine without transactions: {count}.',
      why: 'MyISAM, Aria and MEMORY tables have no snapshot: the copy is not consistent and the proof cannot be made.',
      fix: 'Change them to InnoDB, or have them copied under the fence.',
    },
    zh: {
      what: '使用非事务存储引擎的表：{count} 张。',
      why: 'MyISAM、Aria、MEMORY 表没有快照：复制不一致，也无法核验。',
      fix: '请改为 InnoDB，或同意在隔离期间复制。',
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
      what: 'Events that are enabled: {count}.',
      why: 'On a replica that becomes the primary an event would run a second time.',
      fix: 'They are copied disabled and enabled on the side that serves, by the switch.',
    },
    zh: {
      what: '已启用的事件：{count} 个。',
      why: '副本变为主库后，事件会再执行一遍。',
      fix: '复制时先停用，切换时只在提供服务的一端启用。',
    },
  },
  PREFLIGHT_M6: {
    fault: 'gate',
    en: {
      what: 'Definers that the target does not have: {count}.',
      why: 'Views, triggers, routines and events run as their definer; without the account they fail when they are used.',
      fix: 'Create the accounts on the target, or change the definer.',
    },
    zh: {
      what: '目标端不存在的定义者：{count} 个。',
      why: '视图、触发器、例程和事件以定义者身份运行；没有该账号，使用时会报错。',
      fix: '请在目标端建立这些账号，或修改定义者。',
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
      what: 'Accounts with unusual ways of logging in: {count}.',
      why: 'Authentication plugins may be missing on the target; anonymous accounts and any-host accounts let strangers write.',
      fix: 'Check the plugins on the target; remove anonymous accounts, name the hosts.',
    },
    zh: {
      what: '登录方式特殊的账号：{count} 个。',
      why: '目标端可能缺少相应认证插件；匿名账号和任意主机账号会让外人写入。',
      fix: '请核对目标端插件；删除匿名账号，限定主机。',
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
      what: 'Accounts of the application that read_only does not hold: {count}.',
      why: 'SUPER and READ_ONLY ADMIN write through the fence.',
      fix: 'Revoke them from the application\'s accounts.',
    },
    zh: {
      what: '只读开关约束不了的应用账号：{count} 个。',
      why: '拥有 SUPER 或 READ_ONLY ADMIN 的账号可越过隔离写入。',
      fix: '请从应用账号收回这些权限。',
    },
  },
  PREFLIGHT_M11: {
    fault: 'gate',
    en: {
      what: 'Replication identities that collide, or filters: {count}.',
      why: 'Equal server ids or GTID domains make a replica pass over changes as its own; filters leave some out silently.',
      fix: 'Give each server its own server_id and gtid_domain_id, and remove the filters.',
    },
    zh: {
      what: '冲突的复制标识或复制过滤规则：{count} 项。',
      why: 'server_id 或 GTID 域相同，副本会把变更当作自己的而跳过；过滤规则会悄悄漏掉变更。',
      fix: '请为每台服务器设置各自的 server_id 和 gtid_domain_id，并去掉过滤规则。',
    },
  },
  PREFLIGHT_M12: {
    fault: 'gate',
    en: {
      what: 'The pair of versions cannot replicate: {count}.',
      why: 'The target would not understand the source\'s log.',
      fix: 'Choose a target of the same or a newer version; from MySQL 8 it is MariaDB 10.11.11 or later.',
    },
    zh: {
      what: '两端版本不能组成复制：{count} 项。',
      why: '目标端读不懂源端的日志。',
      fix: '请选用同一或更新版本的目标端；源端为 MySQL 8 时须为 MariaDB 10.11.11 及以上。',
    },
  },
} as const satisfies CatalogPart
