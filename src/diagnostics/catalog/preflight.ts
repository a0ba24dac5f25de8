import type { CatalogPart } from '../entry.js'

export const preflightCatalog = {
  PREFLIGHT_UNKNOWN_CHECK: {
    fault: 'usage',
    en: {
      what: 'There is no check {check}.',
      why: 'The checks are P1 to P29 for PostgreSQL, M1 to M12 for MariaDB, F1 to F4 for files.',
      fix: 'See them all: qianyun run preflight <place> <system>',
    },
    zh: {
      what: '没有名为 {check} 的检查。',
      why: 'PostgreSQL 的检查为 P1 至 P29，MariaDB 为 M1 至 M12，文件为 F1 至 F4。',
      fix: '查看全部检查：qianyun run preflight <place> <system>',
    },
  },
  PREFLIGHT_NOT_OURS: {
    fault: 'usage',
    en: {
      what: 'What check {check} found is not ours to mend.',
      why: 'It needs a decision, a restart or somebody\'s application: only the people who run the place can take it.',
      fix: 'See what to do: qianyun explain PREFLIGHT_{check}',
    },
    zh: {
      what: '检查 {check} 发现的问题不能由迁云代为处理。',
      why: '它需要决策、重启或改动应用，只能由运维方进行。',
      fix: '处理办法：qianyun explain PREFLIGHT_{check}',
    },
  },
  PREFLIGHT_NOT_MENDED: {
    fault: 'external',
    en: {
      what: 'Check {check} still finds what was to be mended: {objects}.',
      why: 'The change was made and has no effect, for example because a setting is given on the server\'s command line.',
      fix: 'Look at the objects on the server, mend them there, then: qianyun run preflight <place> <system>',
    },
    zh: {
      what: '检查 {check} 处理后仍有问题：{objects}。',
      why: '改动已执行但未生效，例如该参数写在服务器的启动命令行上。',
      fix: '请在服务器上查看并处理，然后执行：qianyun run preflight <place> <system>',
    },
  },
  PREFLIGHT_P1: {
    fault: 'gate',
    en: {
      what: 'Tables without a key that replication can use: {count}.',
      why: 'Once such a table is published, every UPDATE and DELETE on it fails, upserts too: the application would break, not the copy.',
      fix: 'Give them a primary key, or let the whole row serve as key: qianyun run preflight <place> <system> --fix P1',
    },
    zh: {
      what: '没有可用于复制的主键的表：{count} 张。',
      why: '这样的表一旦发布，对它的 UPDATE、DELETE 和 upsert 都会报错：坏的是应用，而不是复制。',
      fix: '请补建主键，或同意以整行作为标识：qianyun run preflight <place> <system> --fix P1',
    },
  },
  PREFLIGHT_P2: {
    fault: 'gate',
    en: {
      what: 'Tables without a primary key that have a unique index which can serve: {count}.',
      why: 'Without an identity their UPDATE and DELETE would fail once they are published.',
      fix: 'Let the index be the identity; nothing is rewritten, the lock is short: qianyun run preflight <place> <system> --fix P2',
    },
    zh: {
      what: '没有主键、但有唯一索引可作复制标识的表：{count} 张。',
      why: '没有复制标识的表一旦发布，其 UPDATE 和 DELETE 会报错。',
      fix: '同意以该索引作为标识即可，不重写数据，加锁时间很短：qianyun run preflight <place> <system> --fix P2',
    },
  },
  PREFLIGHT_P3: {
    fault: 'gate',
    en: {
      what: 'Tables whose whole row is the key and that hold a type without equality: {count}.',
      why: 'A row is found again by comparing all its columns; json, xml, point, box and the like cannot be compared, and the first UPDATE stops the whole feed.',
      fix: 'Give each a primary key, or change json to jsonb; the statements beside the finding show one way.',
    },
    zh: {
      what: '以整行作标识、且含有不可比较类型的表：{count} 张。',
      why: '更新时要靠比较全部列来找到原行；json、xml、point、box 等类型不能比较，第一次 UPDATE 就会使整个同步停止。',
      fix: '请为其补建主键，或把 json 改为 jsonb；可参考所列语句。',
    },
  },
  PREFLIGHT_P4: {
    fault: 'gate',
    en: {
      what: 'Large tables without a key that change often: {count}.',
      why: 'Each change reads the whole table on the other side: 500 updates on 100 000 rows took 3.0 s, 20 000 by key 0.9 s. The feed would never catch up.',
      fix: 'Give each a primary key or a unique index on columns that are never null.',
    },
    zh: {
      what: '没有主键、数据量大且更新频繁的表：{count} 张。',
      why: '每次更新都要在另一端扫描整张表：10 万行的表更新 500 次需 3.0 秒，而有主键时更新 2 万次只需 0.9 秒。同步永远追不上。',
      fix: '请补建主键，或在非空列上建唯一索引。',
    },
  },
  PREFLIGHT_P5: {
    fault: 'gate',
    en: {
      what: 'Server settings or versions that do not carry the move: {count}.',
      why: 'Replication needs a logical log, a free slot, sender and worker on each side, and limits that neither cut a slow line nor let the log grow for ever.',
      fix: 'Settings that need no restart: qianyun run preflight <place> <system> --fix P5\n    The others need a restart window: run the statements beside the finding, then restart that server.',
    },
    zh: {
      what: '不满足迁移要求的服务器参数或版本：{count} 项。',
      why: '复制要求日志级别为 logical，两端各有空闲的复制槽、发送进程和工作进程，并有既不会掐断慢线路、也不会让日志无限增长的限值。',
      fix: '无需重启的参数：qianyun run preflight <place> <system> --fix P5\n    其余参数需要安排重启：请执行所列语句后重启该服务器。',
    },
  },
  PREFLIGHT_P6: {
    fault: 'gate',
    en: {
      what: 'Room for the log or the data that the move needs is missing or unknown: {count}.',
      why: 'While the copy runs its slot keeps all the log that is written; when the disk is full the server in use stops, when the limit is passed the slot is lost and the copy starts over.',
      fix: 'Make room on the disk that is named, copy at a quieter hour, or raise the limit where the disk allows it: qianyun run preflight <place> <system> --fix P6',
    },
    zh: {
      what: '迁移所需的日志或数据空间不足或无法得知：{count} 项。',
      why: '复制期间复制槽会保留全部新写的日志：磁盘写满，正在使用的服务器就会停止；超过上限，复制槽失效，复制要从头再来。',
      fix: '请在所指磁盘腾出空间、改在业务低峰复制，或在磁盘允许时提高上限：qianyun run preflight <place> <system> --fix P6',
    },
  },
  PREFLIGHT_P7: {
    fault: 'gate',
    en: {
      what: 'Transactions that stay open, or are prepared and never ended: {count}.',
      why: 'A slot can only be made when every write transaction that was open has ended; a prepared one holds it up for ever.',
      fix: 'End them, or wait: the pid or the name is given with each; for a prepared one decide with its owner between COMMIT PREPARED and ROLLBACK PREPARED.',
    },
    zh: {
      what: '长时间未结束的事务，或已预备而未了结的事务：{count} 个。',
      why: '只有此前的写事务全部结束后才能建立复制槽；预备事务会使其永远等待。',
      fix: '请结束这些事务或等待其结束（已给出进程号或名称）；预备事务请与责任方商定提交（COMMIT PREPARED）或回滚（ROLLBACK PREPARED）。',
    },
  },
  PREFLIGHT_P8: {
    fault: 'gate',
    en: {
      what: 'Large objects, or columns that may refer to them: {count}.',
      why: 'Replication does not carry large objects. They are carried over before and inside the fence, so many that change lengthen the outage.',
      fix: 'Nothing has to be done for the objects. Look at the columns: where their numbers mean large objects, these are moved with the same numbers.',
    },
    zh: {
      what: '大对象，或可能引用大对象的列：{count} 项。',
      why: '复制不传送大对象；它们在隔离之前和隔离期间另行搬运，变动多时会延长中断。',
      fix: '大对象本身无需处理。请核对这些列：若其编号指向大对象，迁移后编号不变。',
    },
  },
  PREFLIGHT_P9: {
    fault: 'gate',
    en: {
      what: 'Sequences, which replication does not carry, or that are nearly used up: {count}.',
      why: 'A number given twice is a void document. Their positions are read from the sequences themselves and set inside the fence.',
      fix: 'Nothing has to be done for the move. One that is nearly used up will stop the application one day on either side: widen it.',
    },
    zh: {
      what: '复制不传送的序列，或即将用尽的序列：{count} 个。',
      why: '重号的文书无效。序列位置直接从序列本身读取，并在隔离期间设置到另一端。',
      fix: '迁移本身无需处理。即将用尽的序列迟早会使应用停止，请扩大其范围。',
    },
  },
  PREFLIGHT_P10: {
    fault: 'gate',
    en: {
      what: 'Unlogged tables: {count}.',
      why: 'Their rows are in no log, so neither replication nor a standby has them; they arrive empty.',
      fix: 'If the rows are needed, make the table an ordinary one before the copy; if not, tell the owner that it begins empty.',
    },
    zh: {
      what: '不记日志的表（unlogged）：{count} 张。',
      why: '它们的数据不写日志，复制和备库都没有；迁移后是空表。',
      fix: '若需要其中的数据，请在复制前改为普通表；否则请告知责任方：迁移后从空表开始。',
    },
  },
  PREFLIGHT_P11: {
    fault: 'gate',
    en: {
      what: 'Materialised views: {count}.',
      why: 'Replication does not fill them. They are refreshed on the new side before the fence and once more inside it, so a slow one lengthens the outage.',
      fix: 'Nothing has to be done; the rehearsal shows how long the refresh takes.',
    },
    zh: {
      what: '物化视图：{count} 个。',
      why: '复制不会填充物化视图；隔离之前和隔离期间各刷新一次，刷新慢会延长中断。',
      fix: '无需处理；演练会给出刷新所需时间。',
    },
  },
  PREFLIGHT_P12: {
    fault: 'gate',
    en: {
      what: 'Columns whose values the server makes itself: {count}.',
      why: 'Generated columns are computed anew on the target, where another version, time zone or collation may give another value; into identity columns GENERATED ALWAYS the application must not write its own numbers there either.',
      fix: 'Nothing has to be done; the proof compares their values. If it differs, look at the expression.',
    },
    zh: {
      what: '由服务器自行生成值的列：{count} 列。',
      why: '生成列在目标端重新计算，版本、时区或排序规则不同，结果可能不同；GENERATED ALWAYS 的标识列在目标端同样不接受应用自带的编号。',
      fix: '无需处理；核验会比较这些值，若有差异请检查表达式。',
    },
  },
} as const satisfies CatalogPart
