import type { CatalogPart } from '../entry.js'

export const preflightFilesCatalog = {
  PREFLIGHT_F1: {
    fault: 'gate',
    en: {
      what: 'More files than one pass should walk: {count}.',
      why: 'With a million files and more, walking the tree is the outage, not the bytes.',
      fix: 'The tree is divided among several passes at once; move what nobody needs elsewhere first.',
    },
    zh: {
      what: '单遍扫描过多的文件：{count} 项。',
      why: '文件超过百万时，中断时间取决于遍历目录树，而不是字节数。',
      fix: '目录树会分给多个进程同时处理；请先移走无用文件。',
    },
  },
  PREFLIGHT_F2: {
    fault: 'gate',
    en: {
      what: 'Files of an unusual kind or name: {count}.',
      why: 'Sparse files grow, hard links double, attributes and access lists are lost where the target\'s file system has none; sockets are not copied; names may collide where case does not count.',
      fix: 'Look at each kind with the owner; choose a target file system that keeps them.',
    },
    zh: {
      what: '特殊类型或特殊名称的文件：{count} 项。',
      why: '稀疏文件会变大，硬链接会变成多份，目标文件系统不支持时扩展属性和访问控制列表会丢失；套接字不复制；不区分大小写时文件名会冲突。',
      fix: '请与责任方逐类确认，并选用支持这些特性的目标文件系统。',
    },
  },
  PREFLIGHT_F3: {
    fault: 'gate',
    en: {
      what: 'Room on the target that is missing: {count}.',
      why: 'Without inodes, bytes or room for long paths the copy stops half-way.',
      fix: 'Enlarge the file system, or shorten the paths.',
    },
    zh: {
      what: '目标端空间不足：{count} 项。',
      why: 'inode、容量或路径长度不够，复制会中途停止。',
      fix: '请扩容文件系统或缩短路径。',
    },
  },
  PREFLIGHT_F4: {
    fault: 'gate',
    en: {
      what: 'Programs that hold files of the tree open for writing: {count}.',
      why: 'What they write after the last pass is lost to the new side.',
      fix: 'Name the service that stops them in the door\'s commands, or end them before the fence.',
    },
    zh: {
      what: '仍以写方式打开目录中文件的程序：{count} 个。',
      why: '最后一遍同步之后写入的内容，新环境不会有。',
      fix: '请在隔离命令中停止相应服务，或在隔离之前结束这些程序。',
    },
  },
  PREFLIGHT_N1: {
    fault: 'gate',
    en: {
      what: 'Properties of the line between the sides that hinder the move: {count}.',
      why: 'A slow line makes the copy longer than its window, a firewall that forgets idle connections cuts the feed, clocks that differ falsify the lag.',
      fix: 'Measure the line, raise the firewall\'s idle limit or keep keepalives below it, set both clocks by one source.',
    },
    zh: {
      what: '两端之间的线路不利于迁移：{count} 项。',
      why: '线路慢，复制超出窗口；防火墙清除空闲连接，同步会断；时钟不一致，延迟读数失真。',
      fix: '请测量线路，提高防火墙空闲时限或让保活间隔短于它，并让两端时钟同源。',
    },
  },
} as const satisfies CatalogPart
