import type { Language } from '../../model/labels.js'

/** The words of `stacks export`. */
export const stacksExportWords = {
  en: {
    site: (site: string, stacks: number, objects: number) => `${site}: ${objects} objects of ${stacks} stacks`,
    removed: (count: number) => `${count} ${count === 1 ? 'file' : 'files'} of objects that are gone removed`,
    written: (folder: string) => `written: ${folder}`,
  },
  zh: {
    site: (site: string, stacks: number, objects: number) => `${site}：${stacks} 个栈的 ${objects} 个对象`,
    removed: (count: number) => `已清除 ${count} 个不再存在的对象的文件`,
    written: (folder: string) => `已写入：${folder}`,
  },
} as const satisfies Record<Language, unknown>
