import type { Language } from '../model/labels.js'

interface RenderWords {
  readonly error: string
  readonly warning: string
  readonly bug: string
  readonly didYouMean: (suggestion: string) => string
  readonly more: (count: number) => string
}

/** The few words around a problem; its sentences are in the catalog. */
export const renderWords: Readonly<Record<Language, RenderWords>> = {
  en: {
    error: 'error',
    warning: 'warning',
    bug: 'This is a bug in qianyun.',
    didYouMean: (suggestion) => `did you mean "${suggestion}"?`,
    more: (count) => `${count} more not shown; --json lists them all.`,
  },
  zh: {
    error: '错误',
    warning: '警告',
    bug: '这是迁云自身的缺陷。',
    didYouMean: (suggestion) => `是否应为“${suggestion}”？`,
    more: (count) => `另有 ${count} 项未显示；用 --json 可列出全部。`,
  },
}
