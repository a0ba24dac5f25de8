import type { CatalogPart } from '../entry.js'

export const preflightServerCatalog = {
  PREFLIGHT_P13: {
    fault: 'gate',
    en: {
      what: 'Extensions that the target lacks, has in another version, or that keep settings in tables: {count}.',
      why: 'What uses an extension cannot be created without it; with an older version the copy fails or behaves otherwise.',
      fix: 'Install the packages on the target server. Where only the version differs, have the application tested with it.',
    },
    zh: {
      what: '目标端缺少、版本不同或在表中保存配置的扩展：{count} 个。',
      why: '没有扩展，依赖它的对象无法建立；版本较旧会使复制失败或行为不同。',
      fix: '请在目标服务器安装相应软件包；若仅版本不同，请用该版本测试应用。',
    },
  },
  PREFLIGHT_P14: {
    fault: 'gate',
    en: {
      what: 'Functions written in C, outside of any extension, that the target cannot load: {count}.',
      why: 'Their library is a file on the source\'s disk; a dump does not carry it, and the copy fails where the function is created.',
      fix: 'Build the library for the target\'s version and put it where the function expects it; then this finding is gone.',
    },
    zh: {
      what: '目标端无法加载的、不属于任何扩展的 C 语言函数：{count} 个。',
      why: '其动态库是源端磁盘上的文件，转储不会携带，建立函数时复制会失败。',
      fix: '请为目标端版本编译该库并放到函数所指位置；处理后此项自动消失。',
    },
  },
  PREFLIGHT_P15: {
    fault: 'gate',
    en: {
      what: 'Objects that reach out of the database or act by themselves: {count}.',
      why: 'Foreign servers, dblink and jobs hold addresses that are not reachable from the new side, and jobs would run on both; event triggers run with every change of the schema, the move\'s own included.',
      fix: 'Go through them with their owner: addresses, firewall, who runs the jobs after the switch. Event triggers that block: disable them, or set them to ENABLE, until the move is finished.',
    },
    zh: {
      what: '会访问库外或自行动作的对象：{count} 个。',
      why: '外部服务器、dblink 和定时作业中的地址在新环境未必可达，作业还可能在两端各跑一遍；事件触发器会在每次结构变更时触发，包括迁移自身的操作。',
      fix: '请与责任方逐项确认：地址、防火墙、切换后由哪端运行作业。阻断的事件触发器请停用，或改为 ENABLE，直至迁移结束。',
    },
  },
  PREFLIGHT_P16: {
    fault: 'gate',
    en: {
      what: 'Triggers that also run where replication writes: {count}.',
      why: 'ENABLE ALWAYS and ENABLE REPLICA triggers fire on rows that the feed brings: what they did on the source is done a second time on the target.',
      fix: 'If they write or count, set them to ENABLE for the time of the move; the statements stand beside the finding.',
    },
    zh: {
      what: '复制写入时也会触发的触发器：{count} 个。',
      why: 'ENABLE ALWAYS 和 ENABLE REPLICA 的触发器对同步写入的行也会触发：源端做过一次的事，目标端会再做一次。',
      fix: '若其中有写入或计数，请在迁移期间改为 ENABLE，语句见该项。',
    },
  },
  PREFLIGHT_P17: {
    fault: 'gate',
    en: {
      what: 'Tables with row security: {count}.',
      why: 'The copy and the feed see and write every row; the application sees what the policies let it, by role and setting, and these must be the same on the target.',
      fix: 'Have the owner check one restricted account on the target before the opening.',
    },
    zh: {
      what: '启用行级安全的表：{count} 张。',
      why: '复制和同步读写全部行；应用能看到哪些行取决于策略、角色和参数，目标端必须一致。',
      fix: '请责任方在开放之前用一个受限账号在目标端核对。',
    },
  },
  PREFLIGHT_P18: {
    fault: 'gate',
    en: {
      what: 'Roles of the application that the fence cannot hold, or sessions of other superusers: {count}.',
      why: 'A superuser, or the role that moves the data, cannot be kept out: what it writes inside the fence is lost to the new side.',
      fix: 'Give the application a role of its own without SUPERUSER; find out what the other superuser sessions are and keep them away during the switch.',
    },
    zh: {
      what: '隔离无法约束的应用角色，或其他超级用户会话：{count} 个。',
      why: '超级用户和执行迁移的角色无法被拒之门外：隔离期间它写入的数据，新环境不会有。',
      fix: '请让应用改用非超级用户的专用角色；查明其他超级用户会话的用途，切换期间不得使用。',
    },
  },
  PREFLIGHT_P19: {
    fault: 'gate',
    en: {
      what: 'Who else may write: {count} sessions or rules that let strangers in.',
      why: 'The fence holds the roles that are named as the application\'s. An ETL job or another system with its own role goes on writing to the old side after the switch.',
      fix: 'Each must be claimed by an owner: name its role in appRoles, point it at the new side, or end it.',
    },
    zh: {
      what: '其他可能写入者：{count} 个会话或准入规则。',
      why: '隔离只约束列为应用角色的账号；使用其他角色的抽取作业或别的系统，切换后仍会写入旧环境。',
      fix: '每一项都须有责任方认领：把角色加入 appRoles、改连新环境，或停用。',
    },
  },
  PREFLIGHT_P20: {
    fault: 'gate',
    en: {
      what: 'Roles, passwords, settings or tablespaces that are not alike on both sides: {count}.',
      why: 'Objects cannot be created without their owners, and the application cannot log in without its role; a role that serves another database too must not be locked by this move.',
      fix: 'Roles and settings: qianyun run preflight <place> <system> --fix P20\n    Tablespaces and roles in use elsewhere are for the people who run the servers.',
    },
    zh: {
      what: '两端不一致的角色、口令、参数或表空间：{count} 项。',
      why: '没有属主，对象无法建立；没有角色，应用无法登录；同时服务于其他数据库的角色不能被本次迁移锁定。',
      fix: '角色与参数：qianyun run preflight <place> <system> --fix P20\n    表空间和在别处使用的角色须由服务器管理方处理。',
    },
  },
  PREFLIGHT_P21: {
    fault: 'gate',
    en: {
      what: 'Encoding, collation or money format differs: {count}.',
      why: 'Another encoding cannot hold the text; another collation orders it differently, which touches unique keys and partition bounds; another money format reads amounts wrongly.',
      fix: 'Create the target database anew with the source\'s encoding and locale, or set lc_monetary; where only the version of the collation differs, compare sorted lists after the copy.',
    },
    zh: {
      what: '编码、排序规则或货币格式不一致：{count} 项。',
      why: '编码不同，文字存不下；排序规则不同，会影响唯一键和分区边界；货币格式不同，金额会读错。',
      fix: '请按源端编码和区域重建目标库，或设置 lc_monetary；若仅排序规则版本不同，请在复制后比对排序结果。',
    },
  },
  PREFLIGHT_P22: {
    fault: 'gate',
    en: {
      what: 'Ways in which the schema can change during the sync, or has changed: {count}.',
      why: 'A column or table that the other side lacks stops the whole feed.',
      fix: 'Freeze the schema from the copy to the commit: no deployment that migrates it. What has changed already, apply on the target too.',
    },
    zh: {
      what: '同步期间可能改动、或已经改动的表结构：{count} 项。',
      why: '另一端缺少某列或某表，整个同步就会停止。',
      fix: '从复制到提交期间冻结表结构，不做含结构变更的发布；已发生的变更须在目标端同样执行。',
    },
  },
  PREFLIGHT_P23: {
    fault: 'gate',
    en: {
      what: 'Roles that can log in on the target, or sessions there, before it is its turn: {count}.',
      why: 'A row written on the target early meets the one that the feed brings: duplicate key, and the feed stops.',
      fix: 'Keep the application out until the opening; its roles get their login back then: qianyun run preflight <place> <system> --fix P23',
    },
    zh: {
      what: '目标端尚未启用就能登录的角色或已有的会话：{count} 个。',
      why: '提前写入目标端的行会与同步来的行冲突，主键重复，同步停止。',
      fix: '开放之前不让应用进入，开放时自动恢复登录：qianyun run preflight <place> <system> --fix P23',
    },
  },
  PREFLIGHT_P24: {
    fault: 'gate',
    en: {
      what: 'Slots, publications and subscriptions that are there already: {count}.',
      why: 'A slot that nobody reads keeps the log until the disk is full; a foreign subscription writes past the fence; remains under our names stand in the way of the move.',
      fix: 'Drop what nobody needs; remains of a finished move: qianyun run preflight <place> <system> --fix P24',
    },
    zh: {
      what: '已存在的复制槽、发布和订阅：{count} 个。',
      why: '无人读取的复制槽会保留日志直至磁盘写满；他人的订阅不受隔离约束；以往迁移的残留会妨碍本次迁移。',
      fix: '请删除无用的对象；以往迁移的残留：qianyun run preflight <place> <system> --fix P24',
    },
  },
  PREFLIGHT_P25: {
    fault: 'gate',
    en: {
      what: 'Standbys that could be promoted during the move: {count}.',
      why: 'After a failover the new primary has no slot of ours: before version 17 slots are not carried to standbys. The feed ends, and the copy starts over.',
      fix: 'Agree that nobody fails over from the copy to the commit, or that the copy is repeated then.',
    },
    zh: {
      what: '迁移期间可能被提升的备库：{count} 个。',
      why: '故障切换后，新主库上没有迁移的复制槽（17 版以前复制槽不随备库），同步中断，复制要从头再来。',
      fix: '请约定从复制到提交期间不做主备切换；若切换，则重新复制。',
    },
  },
  PREFLIGHT_P26: {
    fault: 'gate',
    en: {
      what: 'Invalid indexes and constraints that were never validated: {count}.',
      why: 'The copy builds them anew: an index that could not be built on the source fails on the target too, and rows that break a constraint stay as they are.',
      fix: 'Rebuild or drop the index, validate the constraint; the statements stand beside the finding.',
    },
    zh: {
      what: '无效索引和未经验证的约束：{count} 个。',
      why: '复制时会重建：源端建不成的索引目标端也建不成；违反约束的行则原样保留。',
      fix: '请重建或删除索引、验证约束，语句见该项。',
    },
  },
  PREFLIGHT_P27: {
    fault: 'gate',
    en: {
      what: 'Partitioned tables whose partitions will run out during the move: {count}.',
      why: 'A job that makes the next partition on the source changes the schema: the target lacks it, and the first row in it stops the feed.',
      fix: 'Make them ahead, before the copy: qianyun run preflight <place> <system> --fix P27\n    Where no scheme is recognised, make them by hand, and stop the job until the commit.',
    },
    zh: {
      what: '迁移期间分区将用尽的分区表：{count} 张。',
      why: '定时作业在源端新建分区就是结构变更：目标端没有该分区，第一行数据就会使同步停止。',
      fix: '请在复制前提前建好：qianyun run preflight <place> <system> --fix P27\n    无法识别规律的请手工建立，并停用该作业直至提交。',
    },
  },
  PREFLIGHT_P28: {
    fault: 'gate',
    en: {
      what: 'The target is not empty, or older than the source: {count}.',
      why: 'The copy would mix with what is there; an older version does not know the newer one\'s features, and there is no way back from them.',
      fix: 'Name an empty database on a server of the same or a newer major version.',
    },
    zh: {
      what: '目标库不是空库，或版本低于源端：{count} 项。',
      why: '复制会与已有内容混在一起；旧版本不认识新版本的特性。',
      fix: '请改用同一或更新主版本服务器上的空库。',
    },
  },
  PREFLIGHT_P29: {
    fault: 'gate',
    en: {
      what: 'Signs that the application keeps state in its sessions: {count}.',
      why: 'Advisory locks, LISTEN, temporary tables and two-phase commits live in a session or a server; the switch ends the sessions, and on the other side they begin anew.',
      fix: 'Have the owner confirm that the application takes them again after it has connected anew.',
    },
    zh: {
      what: '应用在会话中保存状态的迹象：{count} 项。',
      why: '咨询锁、LISTEN、临时表和两阶段提交依附于会话或服务器；切换会结束会话，在另一端从头开始。',
      fix: '请责任方确认应用重新连接后会重新取得这些状态。',
    },
  },
} as const satisfies CatalogPart
