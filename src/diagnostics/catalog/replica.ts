import type { CatalogPart } from '../entry.js'

export const replicaCatalog = {
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
  REPLICA_PROMOTED: {
    fault: 'gate',
    en: {
      what: 'The replica of {system} in {directory} has been promoted: it is a primary now.',
      why: 'It may hold writes that exist nowhere else; it is neither rebuilt nor deleted.',
      fix: 'Decide which side serves; when this one is surely not needed, stop its server and remove the folder by hand.',
    },
    zh: {
      what: '{directory} 中 {system} 的副本已被提升为主库。',
      why: '其中可能有别处没有的写入，因此不会被重建或删除。',
      fix: '先确定由哪一侧提供服务；确认不再需要时，手工停止该服务器并删除目录。',
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
