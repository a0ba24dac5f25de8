import type { CatalogPart } from '../entry.js'

export const filesCatalog = {
  FILES_UNREACHABLE: {
    fault: 'external',
    en: {
      what: 'No session by ssh to {user}@{host}:{port}: {detail}',
      why: 'Nothing was changed by this attempt; whoever served still serves.',
      fix: 'Try it as the user of this program, without being asked for anything:\n    ssh -o BatchMode=yes -p {port} {user}@{host} true\nThe host\'s key must be known and the identity file of endpoints.yaml be accepted there.',
    },
    zh: {
      what: '无法通过 ssh 连接 {user}@{host}:{port}：{detail}',
      why: '本次尝试未做任何改动，原来提供服务的一端仍在服务。',
      fix: '请以运行本程序的用户试连，过程中不应有任何提问：\n    ssh -o BatchMode=yes -p {port} {user}@{host} true\n主机密钥必须已登记，endpoints.yaml 中的密钥文件必须被对方接受。',
    },
  },
  FILES_TWO_REMOTE: {
    fault: 'input',
    en: {
      what: 'Both trees of the move {name} are on other hosts.',
      why: 'rsync runs on one of the two sides; from here it can reach only one other host.',
      fix: 'Run the worker on one of the two hosts, or mount one tree here, and leave out its ssh address.',
    },
    zh: {
      what: '迁移 {name} 的两个目录树都在其他主机上。',
      why: 'rsync 在其中一端运行，从本机只能连接另外一台主机。',
      fix: '请在两台主机之一上运行工作进程，或把其中一个目录树挂载到本机，并去掉它的 ssh 地址。',
    },
  },
  FILES_TREE_MISSING: {
    fault: 'external',
    en: {
      what: 'The {place} tree {path} cannot be read: {detail}',
      why: 'The move fills a directory that exists; it makes none, for an absolute path that is missing is most often a file system that is not mounted.',
      fix: 'Mount the file system or make the directory; the path in endpoints.yaml must begin with /.',
    },
    zh: {
      what: '{place}端目录树 {path} 无法读取：{detail}',
      why: '迁移只向已有的目录写入，不自行建立：缺少的绝对路径多半是文件系统没有挂载。',
      fix: '请挂载文件系统或建立目录；endpoints.yaml 中的路径必须以 / 开头。',
    },
  },
  FILES_SAME_TREE: {
    fault: 'input',
    en: {
      what: 'The two trees of {name} lie in one another: {source} and {target}.',
      why: 'Each pass would copy what the one before has made, and closing one door would close both.',
      fix: 'Name two directories of which neither is inside the other.',
    },
    zh: {
      what: '{name} 的两个目录树互相包含：{source} 与 {target}。',
      why: '每一遍都会复制上一遍的结果，关闭一端也会关闭另一端。',
      fix: '请填写两个互不包含的目录。',
    },
  },
  FILES_NOT_ROOT: {
    fault: 'input',
    en: {
      what: '{user} is not the superuser on the {place} side, where {path} lies.',
      why: 'Only the superuser can give files the owners they had and close a directory to everybody else.',
      fix: 'Run the worker as root, or name root in the ssh address of that side.',
    },
    zh: {
      what: '{place}端（{path}）的用户 {user} 不是超级用户。',
      why: '只有超级用户才能还原文件属主，并对其他人关闭目录。',
      fix: '请以 root 运行工作进程，或在该端的 ssh 地址中填写 root。',
    },
  },
  FILES_PROGRAM_MISSING: {
    fault: 'external',
    en: {
      what: 'On {host} there is no {program}.',
      why: 'Trees are moved by rsync and looked at with the GNU programs of the system; replicas are kept by restic, archives made by tar.',
      fix: 'Install what is missing (Debian):\n    apt-get install rsync restic tar zstd coreutils findutils util-linux',
    },
    zh: {
      what: '{host} 上没有 {program}。',
      why: '目录树由 rsync 迁移，用系统的 GNU 程序查看；副本由 restic 保存，归档由 tar 制作。',
      fix: '请安装缺少的程序（Debian）：\n    apt-get install rsync restic tar zstd coreutils findutils util-linux',
    },
  },
  FILES_NOT_PREPARED: {
    fault: 'internal',
    en: {
      what: 'The {place} tree {path} has not been prepared.',
      why: 'The folder .qianyun, in which the move keeps its state, is missing.',
      fix: 'Run the preparation step again: qianyun run retry <place> <system>',
    },
    zh: {
      what: '{place}端目录树 {path} 尚未准备。',
      why: '其中缺少保存迁移状态的 .qianyun 目录。',
      fix: '请重新执行准备步骤：qianyun run retry <place> <system>',
    },
  },
  FILES_OTHER_MOVE: {
    fault: 'input',
    en: {
      what: 'The {place} tree {path} is part of the move {other}; {name} cannot use it too.',
      why: 'The folder .qianyun in it belongs to that move.',
      fix: 'Finish or cancel {other} first, or name another directory.',
    },
    zh: {
      what: '{place}端目录树 {path} 正用于迁移 {other}，不能同时用于 {name}。',
      why: '其中的 .qianyun 目录属于那次迁移。',
      fix: '请先完成或取消 {other}，或改用其他目录。',
    },
  },
  FILES_TARGET_NOT_EMPTY: {
    fault: 'input',
    en: {
      what: 'The target tree {path} is not empty: {count} names in it.',
      why: 'The last pass removes what the source does not have, and nothing of it was put there by this move.',
      fix: 'Name an empty directory, or remove what is there if nobody needs it.',
    },
    zh: {
      what: '目标目录树 {path} 不是空的：其中有 {count} 个名称。',
      why: '最后一遍会删除源端没有的内容，而这些内容不是本次迁移写入的。',
      fix: '请改用空目录；若确认无人使用，可先清空。',
    },
  },
  FILES_EXCLUDE_UNKNOWN: {
    fault: 'input',
    en: {
      what: 'The pattern {pattern} cannot be left out of a move.',
      why: 'rsync would not take it for the name of files but for a rule of another kind.',
      fix: 'Write a plain pattern, such as /cache/ or *.tmp; a name that begins with - or + as /- name.',
    },
    zh: {
      what: '排除模式 {pattern} 无法使用。',
      why: 'rsync 不会把它当作文件名，而会当作另一种规则。',
      fix: '请写普通模式，例如 /cache/ 或 *.tmp；以 - 或 + 开头的名称写作 /- 名称。',
    },
  },
  FILES_COMMAND_FAILED: {
    fault: 'external',
    en: {
      what: 'A command on {host} ended with {status}: {detail}',
      why: 'What it was to see or change is not known; the step is not done.',
      fix: 'Remove the cause named in the message and give the same command again.',
    },
    zh: {
      what: '{host} 上的命令以 {status} 结束：{detail}',
      why: '它要查看或改动的内容未知，该步骤没有完成。',
      fix: '请排除信息中的原因后重新执行同一命令。',
    },
  },
  FILES_DOOR_FAILED: {
    fault: 'external',
    en: {
      what: 'The command {command} of the {place} door ended with {status}: {detail}',
      why: 'Whether the application can write there is not known, so the switch does not go on.',
      fix: 'Run the command by hand until it ends with 0, then switch again. It must be repeatable and end within two minutes.',
    },
    zh: {
      what: '{place}端的开关命令 {command} 以 {status} 结束：{detail}',
      why: '无法确定应用是否还能在该端写入，因此切换不再继续。',
      fix: '请手工执行该命令直至返回 0，然后再切换。该命令必须可重复执行，并在两分钟内结束。',
    },
  },
  FILES_NO_SPACE: {
    fault: 'external',
    en: {
      what: 'The file system of the {place} tree is full: {detail}',
      why: 'The pass is not complete; the side that serves was only read and still serves.',
      fix: 'Give it more space or inodes, then give the same command again; what has arrived is kept.',
    },
    zh: {
      what: '{place}端目录树所在文件系统已满：{detail}',
      why: '本遍复制没有完成；提供服务的一端只被读取，仍在服务。',
      fix: '请增加空间或索引节点后重新执行同一命令；已到达的内容会保留。',
    },
  },
  FILES_PASS_FAILED: {
    fault: 'external',
    en: {
      what: 'A pass of {name} from the {place} side ended with {status}: {detail}',
      why: 'The other side does not hold everything; the side that serves was only read and still serves.',
      fix: 'Mend what the message names, then give the same command again; what has arrived is kept.',
    },
    zh: {
      what: '{name} 从{place}端开始的一遍复制以 {status} 结束：{detail}',
      why: '另一端内容不完整；提供服务的一端只被读取，仍在服务。',
      fix: '请处理信息中所指的问题后重新执行同一命令；已到达的内容会保留。',
    },
  },
  FILES_FEED_RELEASED: {
    fault: 'gate',
    en: {
      what: 'The passes of {name} were given up to protect the side that serves.',
      why: 'The other side has fallen behind and cannot take over.',
      fix: 'Make room on both sides, then copy again: qianyun run retry <place> <system>',
    },
    zh: {
      what: '为保护提供服务的一端，{name} 的同步已放弃。',
      why: '另一端已经落后，无法接管。',
      fix: '请在两端腾出空间后重新复制：qianyun run retry <place> <system>',
    },
  },
  FILES_REPLICA_REMOTE: {
    fault: 'input',
    en: {
      what: 'The tree {path} of a replica lies on {host}.',
      why: 'restic reads and writes trees of the machine it runs on.',
      fix: 'Mount the tree on the worker\'s machine and name it without an ssh address.',
    },
    zh: {
      what: '副本所用的目录树 {path} 在 {host} 上。',
      why: 'restic 只读写其运行所在机器上的目录树。',
      fix: '请把目录树挂载到工作进程所在机器，并去掉 ssh 地址。',
    },
  },
  FILES_REPLICA_FAILED: {
    fault: 'external',
    en: {
      what: 'restic {command} for {system} ended with {status}: {detail}',
      why: 'There is no new snapshot, or nothing was restored; the tree itself was only read.',
      fix: 'Remove the cause named in the message (line to the DR site, space, rights), then give the same command again.',
    },
    zh: {
      what: '{system} 的 restic {command} 以 {status} 结束：{detail}',
      why: '没有产生新快照，或没有恢复任何内容；目录树本身只被读取。',
      fix: '请排除信息中的原因（到灾备中心的线路、空间、权限），然后重新执行同一命令。',
    },
  },
  FILES_REPOSITORY_REFUSED: {
    fault: 'input',
    en: {
      what: 'The repository {repository} of {system} does not open with the password given.',
      why: 'Snapshots are encrypted; without the password nobody can read them, this program neither.',
      fix: 'Give the password it was made with, from where it is kept in escrow.',
    },
    zh: {
      what: '{system} 的仓库 {repository} 无法用所给口令打开。',
      why: '快照是加密的，没有口令谁也无法读取，本程序也不例外。',
      fix: '请使用建立仓库时的口令（见口令托管处）。',
    },
  },
  FILES_NO_SNAPSHOT: {
    fault: 'gate',
    en: {
      what: 'The repository {repository} holds no snapshot of {system}.',
      why: 'There is nothing that could be restored.',
      fix: 'Build the replica first; after a destroy it starts anew.',
    },
    zh: {
      what: '仓库 {repository} 中没有 {system} 的快照。',
      why: '没有可以恢复的内容。',
      fix: '请先建立副本；销毁之后需重新建立。',
    },
  },
  FILES_NOT_TAKEN_OVER: {
    fault: 'gate',
    en: {
      what: 'The tree {path} has not taken over {system}.',
      why: 'Only a tree that serves can give anything back.',
      fix: 'Look at the DR status of {system}; a takeover that was interrupted is ended by giving it again.',
    },
    zh: {
      what: '目录树 {path} 尚未接管 {system}。',
      why: '只有正在提供服务的一端才能交还数据。',
      fix: '请查看 {system} 的灾备状态；被中断的接管可重新执行以完成。',
    },
  },
  FILES_TAKEOVER_FOREIGN: {
    fault: 'input',
    en: {
      what: 'The tree {path}, meant for {system}, has taken over another system.',
      why: 'Restoring into it would destroy what that system\'s users have written.',
      fix: 'Give each system a takeover directory of its own.',
    },
    zh: {
      what: '为 {system} 准备的目录树 {path} 已接管另一个系统。',
      why: '向其中恢复会毁掉那个系统用户写入的内容。',
      fix: '请为每个系统单独指定接管目录。',
    },
  },
  FILES_ARCHIVE_FAILED: {
    fault: 'external',
    en: {
      what: 'tar of {path} ended with {status}: {detail}',
      why: 'Without an archive that can be read back, the retired system must keep its files.',
      fix: 'Remove the cause named in the message (rights, disk space, a writer that is still at work) and repeat the command.',
    },
    zh: {
      what: '{path} 的 tar 以 {status} 结束：{detail}',
      why: '没有可读回的归档，被清理的系统就必须保留其文件。',
      fix: '请排除信息中的原因（权限、磁盘空间、仍在写入的程序），然后重复执行命令。',
    },
  },
} as const satisfies CatalogPart
