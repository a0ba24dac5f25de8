import type { CatalogPart } from '../entry.js'

export const throttleCatalog = {
  THR_NOT_PAUSED: {
    fault: 'input',
    en: {
      what: 'The copies of {system} are not paused.',
      why: 'There is nothing that could be let go again.',
      fix: 'See which are: qianyun run status {place}',
    },
    zh: {
      what: '系统 {system} 的复制没有被暂停。',
      why: '没有可以恢复的内容。',
      fix: '查看哪些已暂停：qianyun run status {place}',
    },
  },
} as const satisfies CatalogPart
