import type { Language } from '../../model/labels.js'

/** The words around findings; what they say is in the catalog. */
export const findingsWords = {
  en: {
    block: 'blocks', warn: 'warns', all: 'all stacks', more: (code: string) => `qianyun explain ${code}`,
    summary: (stacks: number, gates: number, block: number, warn: number) => `${stacks} stacks, ${gates} gates: ${block} block, ${warn} warn`,
  },
  zh: {
    block: '阻断', warn: '提醒', all: '全部栈', more: (code: string) => `qianyun explain ${code}`,
    summary: (stacks: number, gates: number, block: number, warn: number) => `${stacks} 个栈，${gates} 道关卡：阻断 ${block} 项，提醒 ${warn} 项`,
  },
} as const satisfies Record<Language, unknown>
