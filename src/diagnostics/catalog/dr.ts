import type { CatalogPart } from '../entry.js'

export const drCatalog = {
  DR_NO_REPLICA: {
    fault: 'input',
    en: {
      what: 'System {system} of {place} has nothing on the DR site: endpoints.yaml names no dr for it.',
      why: 'Without a replica there is nothing to drill, to take over, or to give back.',
      fix: 'Add dr to the system (and to each of its file trees) in endpoints.yaml; the run then builds the replica.',
    },
    zh: {
      what: '{place} 的系统 {system} 在灾备站点没有任何副本：endpoints.yaml 中没有它的 dr。',
      why: '没有副本，就无从演练、接管或回切。',
      fix: '在 endpoints.yaml 中为该系统（及其每个文件目录）加上 dr，随后由运行建立副本。',
    },
  },
  DR_PRIMARY_UNREACHABLE: {
    fault: 'gate',
    en: {
      what: 'The primary of {system} cannot be reached, so nobody could close its door; the DR site was not opened.',
      why: 'If it still runs, users who reach it go on writing there, and those writes would be lost.',
      fix: 'Switch it off or cut it from its network. When a person attests that it cannot come back as it is, repeat with --primary-is-lost.',
    },
    zh: {
      what: '{system} 的主库无法连接，没有人能关闭它的入口；灾备站点没有开放。',
      why: '如果它仍在运行，能访问到它的用户会继续写入，这些写入将会丢失。',
      fix: '将其断电或断网。由人确认它不会原样恢复之后，加上 --primary-is-lost 重新执行。',
    },
  },
  DR_NOT_FENCED: {
    fault: 'gate',
    en: {
      what: 'The replica of {system} was not promoted: nobody has tried to close its primary first.',
      why: 'Two open primaries take writes that can never be brought together.',
      fix: 'Use "qianyun dr failover", which closes the primary first.',
    },
    zh: {
      what: '{system} 的副本没有被提升：还没有尝试先关闭其主库。',
      why: '两个同时开放的主库所接收的写入无法再合并。',
      fix: '使用“qianyun dr failover”，它会先关闭主库。',
    },
  },
  DR_STALE_WORKER: {
    fault: 'external',
    en: {
      what: 'A later failover or way back of {system} has begun; this one was refused and changed nothing more.',
      why: 'Two that work on one system at once would open both sides.',
      fix: 'Look at "qianyun dr status", and repeat the command if it is still wanted.',
    },
    zh: {
      what: '{system} 已有更新的接管或回切在进行，本次被拒绝，没有再做改动。',
      why: '两个操作同时处理一个系统，会使两侧同时开放。',
      fix: '查看“qianyun dr status”；如仍需要，重新执行命令。',
    },
  },
  DR_STANDBY_BEHIND: {
    fault: 'gate',
    en: {
      what: 'The primary of {system} is closed, and its replica has its log up to {has} of {end} and receives nothing more. Nobody serves.',
      why: 'Promoted now, the replica would lose writes that the primary still holds.',
      fix: 'Repair the line between the sites and repeat. If the primary is lost meanwhile, repeat with --primary-is-lost: what is missing is lost with it.',
    },
    zh: {
      what: '{system} 的主库已关闭，副本的日志只到 {has}（主库为 {end}），且不再接收。当前两侧都不提供服务。',
      why: '此时提升副本，会丢失主库仍然保有的写入。',
      fix: '修复两地线路后重试。如果主库此间已经丢失，加上 --primary-is-lost 重试：所缺部分随之丢失。',
    },
  },
  DR_PROMOTION_STUCK: {
    fault: 'external',
    en: {
      what: 'The server on {host}:{port} was told to become the primary of {system} and still refuses writes.',
      why: 'It is replaying what it received before; until that ends, nobody serves.',
      fix: 'Look at its log and its disk, then repeat the command: it goes on where it is.',
    },
    zh: {
      what: '{host}:{port} 上的服务器已被要求成为 {system} 的主库，但仍拒绝写入。',
      why: '它还在重放先前收到的日志；在此之前两侧都不提供服务。',
      fix: '检查其日志和磁盘，然后重复执行命令，它会从当前位置继续。',
    },
  },
  DR_REPLICA_LEFT_BEHIND: {
    fault: 'gate',
    en: {
      what: 'The DR side of {system} was given back and does not follow yet: it lacks what the primary has taken since.',
      why: 'Opened now, it would serve old data, and the writes since the way back would be lost.',
      fix: 'Repeat "qianyun dr failback", which lets the DR side follow again; then a failover is possible.',
    },
    zh: {
      what: '{system} 的灾备侧已交回服务，尚未重新跟随：它缺少主库此后接收的写入。',
      why: '此时开放它，会提供旧数据，并丢失回切之后的写入。',
      fix: '重新执行“qianyun dr failback”，使灾备侧重新跟随，然后才能再次接管。',
    },
  },
  DR_PRIMARY_SERVES: {
    fault: 'gate',
    en: {
      what: 'There is nothing to give back: the DR side of {system} has not taken over, or everything was given back already.',
      why: 'The primary serves and the DR side follows.',
      fix: 'Look at "qianyun dr status".',
    },
    zh: {
      what: '没有需要交回的：{system} 的灾备侧没有接管，或已全部交回。',
      why: '主库正在服务，灾备侧跟随其后。',
      fix: '查看“qianyun dr status”。',
    },
  },
  DR_PRIMARY_STILL_RUNS: {
    fault: 'gate',
    en: {
      what: 'The old primary of {system} still runs on {host}:{port}; its door is closed. The DR side serves.',
      why: 'Its files cannot be reached from here, so it can neither be stopped nor made a replica.',
      fix: 'Stop that server; the way back then builds it anew at that address. Or name its data directory as dr.primaryDataDirectory in endpoints.yaml.',
    },
    zh: {
      what: '{system} 的旧主库仍在 {host}:{port} 运行，其入口已关闭。灾备侧在服务。',
      why: '这里访问不到它的文件，既不能停止它，也不能使它成为副本。',
      fix: '停止该服务器，回切会在该地址重新建立它；或在 endpoints.yaml 中以 dr.primaryDataDirectory 指明其数据目录。',
    },
  },
  DR_PRIMARY_NOT_FOLLOWING: {
    fault: 'external',
    en: {
      what: 'The old primary of {system} was made a replica and has stopped receiving. The DR side serves.',
      why: 'Nothing is switched back before it has everything.',
      fix: 'Look at its log and at the line between the sites, then repeat "qianyun dr failback".',
    },
    zh: {
      what: '{system} 的旧主库已成为副本，但停止了接收。灾备侧在服务。',
      why: '在它拥有全部数据之前不会回切。',
      fix: '检查其日志和两地线路，然后重新执行“qianyun dr failback”。',
    },
  },
  DR_SWITCH_BACK_UNDONE: {
    fault: 'external',
    en: {
      what: 'The old primary of {system} had the log up to {has} of {end} when time was up; the DR side was opened again and serves.',
      why: 'An outage that does not end is worse than a way back on another day.',
      fix: 'Look at the line between the sites, then repeat "qianyun dr failback".',
    },
    zh: {
      what: '{system} 的旧主库到时限时日志只到 {has}（应到 {end}）；灾备侧已重新开放并在服务。',
      why: '无休止的中断比改日回切更糟。',
      fix: '检查两地线路，然后重新执行“qianyun dr failback”。',
    },
  },
  DR_PRIMARY_RETURNED: {
    fault: 'gate',
    en: {
      what: 'The old primary of {system} is up again and open, while the DR side serves.',
      why: 'Whoever reaches it writes where nobody will look: its writes are thrown away when it follows the DR side.',
      fix: 'Run "qianyun dr failback", which closes it first, or repeat "qianyun dr failover" to close it now.',
    },
    zh: {
      what: '{system} 的旧主库已重新启动且处于开放状态，而灾备侧正在服务。',
      why: '访问到它的人会写到无人查看的地方：它跟随灾备侧时，这些写入会被丢弃。',
      fix: '执行“qianyun dr failback”（会先关闭它），或重新执行“qianyun dr failover”立即将其关闭。',
    },
  },
  DR_REWIND_IMPOSSIBLE: {
    fault: 'external',
    en: {
      what: 'The primary of {system} has neither data checksums nor wal_log_hints.',
      why: 'After a failover pg_rewind cannot tell what differs; the way back would copy the whole database.',
      fix: 'Set wal_log_hints = on and restart the primary, or enable checksums (pg_checksums, server stopped).',
    },
    zh: {
      what: '{system} 的主库既没有数据校验和，也没有 wal_log_hints。',
      why: '接管之后 pg_rewind 无法判断差异，回切只能复制整个数据库。',
      fix: '设置 wal_log_hints = on 并重启主库，或启用校验和（停机后用 pg_checksums）。',
    },
  },
  DR_NOT_ROUTED: {
    fault: 'external',
    en: {
      what: 'The {side} side of {system} serves and takes writes, but requests could not be sent there: {reason}',
      why: 'Users get errors although the data is open.',
      fix: 'Mend the router (endpoints.yaml: router.dr names the DR site\'s server) and repeat the command: it only sends the requests then.',
    },
    zh: {
      what: '{system} 的 {side} 侧已在服务并接受写入，但请求未能转到那里：{reason}',
      why: '数据已开放，用户却得到错误。',
      fix: '修复路由（endpoints.yaml 的 router.dr 指明灾备站点的服务器），然后重复执行命令：这时只转发请求。',
    },
  },
  DR_FILES_OUT_OF_REACH: {
    fault: 'input',
    en: {
      what: 'The data directory {directory} of the server on {host} cannot be read from the DR host of {system}.',
      why: 'mariadb-backup copies the files of a running server itself; over the network alone it cannot.',
      fix: 'Mount that directory at the same path on the DR host, read-only, while the replica is built; after that it is not needed.',
    },
    zh: {
      what: '从 {system} 的灾备主机无法读取 {host} 上服务器的数据目录 {directory}。',
      why: 'mariadb-backup 直接复制运行中服务器的文件，仅靠网络无法完成。',
      fix: '建立副本期间，把该目录以相同路径只读挂载到灾备主机；之后不再需要。',
    },
  },
  DR_NO_BINLOG: {
    fault: 'input',
    en: {
      what: 'The server that {system} is copied from writes no binary log.',
      why: 'A copy without a position in that log cannot follow it.',
      fix: 'Start the server with log_bin, binlog_format=ROW and its own server_id, then repeat.',
    },
    zh: {
      what: '{system} 的复制来源服务器没有写二进制日志。',
      why: '没有日志位点的副本无法跟随。',
      fix: '以 log_bin、binlog_format=ROW 和独立的 server_id 启动该服务器，然后重试。',
    },
  },
  DR_HALFWAY: {
    fault: 'external',
    en: {
      what: 'The {act} of {system} stopped half-way. Serving now: {serving}.',
      why: 'It was stopped by: {reason}. Nothing that was done is taken back by that.',
      fix: 'Remove the cause and repeat the command: it goes on from where it stands. "qianyun dr status" shows both sides.',
    },
    zh: {
      what: '{system} 的 {act} 中途停止。当前服务方：{serving}。',
      why: '停止原因：{reason}。已完成的部分不会因此撤销。',
      fix: '排除原因后重复执行命令，它会从当前位置继续。“qianyun dr status”显示两侧情况。',
    },
  },
} as const satisfies CatalogPart
