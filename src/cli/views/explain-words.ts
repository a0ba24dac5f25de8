import type { Language } from '../../model/labels.js'

/** The headings of an explain page; its text is in the catalog. */
export const explainWords = {
  en: {
    fault: { usage: 'call of the command', input: 'input files', gate: 'gate', external: 'outside system', interrupted: 'interrupted by a person', internal: 'qianyun itself' },
    concerns: 'Concerns',
    why: 'Why it matters',
    fix: 'What to do',
    example: 'Example',
  },
  zh: {
    fault: { usage: '命令用法', input: '输入文件', gate: '关卡', external: '外部系统', interrupted: '被人中断', internal: '迁云自身' },
    concerns: '涉及',
    why: '为何重要',
    fix: '如何处理',
    example: '示例',
  },
} as const satisfies Record<Language, unknown>
