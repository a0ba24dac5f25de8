import type { Language } from '../../model/labels.js'

/** The words around findings; what each check means is in the catalog. */
export const preflightWords = {
  en: {
    counts: (system: string, block: number, fix: number, warn: number) => `${system}: ${block} ${block === 1 ? 'blocks' : 'block'}, ${fix} to mend, ${warn} to know`,
    severity: { block: 'blocks the move', fix: 'mended by the move or with --fix', warn: 'to know' },
    side: { source: 'source', target: 'target' },
    more: (count: number) => `and ${count} more`,
    ours: (check: string) => `with --fix ${check}:`,
    theirs: 'to be run by those who operate the server:',
    fixed: 'mended',
  },
  zh: {
    counts: (system: string, block: number, fix: number, warn: number) => `${system}：阻断 ${block} 项，可处理 ${fix} 项，提示 ${warn} 项`,
    severity: { block: '阻断迁移', fix: '由迁移自动处理或用 --fix 处理', warn: '提示' },
    side: { source: '源端', target: '目标端' },
    more: (count: number) => `另有 ${count} 项`,
    ours: (check: string) => `用 --fix ${check} 执行：`,
    theirs: '须由服务器运维方执行：',
    fixed: '已处理',
  },
} as const satisfies Record<Language, unknown>
