import type { Language } from '../../model/labels.js'

export const mirrorWords = {
  en: {
    holds: (source: string, version: string, folder: string) => `${source} ${version}: ${folder}`,
    hash: (hash: string, locked: boolean) => `  ${hash}, ${locked ? 'as the mirror\'s lock file says' : 'in no lock file of the mirror: kept as it is from its first use on'}`,
    written: (folder: string) => `unpacked into ${folder}`,
    compare: (sha256: string) => `SHA-256 of the package, to be compared with what its makers have published: ${sha256}`,
    lock: (file: string) => `noted in ${file}`,
  },
  zh: {
    holds: (source: string, version: string, folder: string) => `${source} ${version}：${folder}`,
    hash: (hash: string, locked: boolean) => `  ${hash}，${locked ? '与镜像的锁文件一致' : '镜像的锁文件中没有记录：以首次使用时为准'}`,
    written: (folder: string) => `已解压到 ${folder}`,
    compare: (sha256: string) => `发布包的 SHA-256，请与发布者公布的核对：${sha256}`,
    lock: (file: string) => `已记入 ${file}`,
  },
} as const satisfies Record<Language, unknown>
