import type { CatalogPart } from '../entry.js'

export const reportCatalog = {
  REPORT_FILE_UNWRITABLE: {
    fault: 'external',
    en: {
      what: 'The report cannot be written to {file}: {cause}.',
      why: 'An earlier report at that path is left as it was; the run itself is not touched by this.',
      fix: 'Give another path with -o, or make room and repeat the command.',
    },
    zh: {
      what: '无法把报告写入 {file}：{cause}。',
      why: '该路径上原有的报告保持不变；运行本身不受影响。',
      fix: '用 -o 指定其他路径，或腾出空间后重试。',
    },
  },
} as const satisfies CatalogPart
