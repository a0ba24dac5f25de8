import { bytes, formatBytes } from '../../model/bytes.js'
import type { Language } from '../../model/labels.js'
import type { Figure } from './facts/figure.js'

/** A figure and how it is to be read; `minutes` reads milliseconds as minutes. */
export interface Shown {
  readonly figure: Figure
  readonly as: 'count' | 'percent' | 'bytes' | 'minutes'
}

/** Words with figures between them, so that whoever prints the sentence can lead each figure to its evidence. */
export type Sentence = readonly (string | Shown)[]

export function shown(figure: Figure, as: Shown['as'] = 'count'): Shown {
  return { figure, as }
}

export function say(words: TemplateStringsArray, ...pieces: readonly (string | Shown)[]): Sentence {
  return words.flatMap((word, index) => [word, pieces[index] ?? '']).filter((piece) => piece !== '')
}

const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' }

/** A number that is no figure (a count of lines on the page itself), with thousands separators. */
export function plain(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value)
}

/** A figure as text; what was not measured is a dash, never a zero. */
export function figureText({ figure: { value }, as }: Shown, language: Language): string {
  if (value === null) return '—'
  if (as === 'percent') return `${plain(value, language)}%`
  if (as === 'minutes') return plain(value / 60_000, language)
  return as === 'bytes' ? formatBytes(bytes(value)) : plain(Math.round(value), language)
}

/** The sentence without its links, for plain text. */
export function sentenceText(sentence: Sentence, language: Language): string {
  return sentence.map((piece) => (typeof piece === 'string' ? piece : figureText(piece, language))).join('')
}
