import type { Language } from '../model/labels.js'
import type { Diagnostic } from './diagnostic.js'
import { entryOf } from './codes.js'
import { renderWords } from './render-words.js'
import { snippetOf, type Snippet } from './snippet.js'
import { sortDiagnostics } from './sort.js'
import { wordsFor } from './words.js'

export interface RenderOptions {
  readonly language: Language
  readonly color: boolean
  /** The text of the file the diagnostic points into; without it there is no snippet. */
  readonly source?: string | undefined
}

/** More than this many are not read; the rest is counted. */
const MAX_SHOWN = 20

/** One problem as a block of lines: head, snippet with caret, what, why, fix, and the command that explains more. */
export function renderDiagnostic(diagnostic: Diagnostic, { language, color, source }: RenderOptions): string {
  const { code, at, params } = diagnostic
  const { what, why, fix } = wordsFor(code, params, language)
  const words = renderWords[language]
  const snippet = source === undefined || at === undefined || entryOf(code).hidesSource === true ? undefined : snippetOf(source, at)
  return [
    headOf(diagnostic, language, color),
    ...bodyOf(snippet, diagnostic.suggestion, language, paintFor(diagnostic, color)),
    `  ${what}`,
    `  ${why}`,
    `  ${fix}`,
    ...(entryOf(code).fault === 'internal' ? [`  ${words.bug}`] : []),
    `      qianyun explain ${code}`,
  ].join('\n')
}

/** All problems, sorted, at most 20 in full, then a line that counts; `sources` gives the text of a file by its path. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { language, color, sources }: { language: Language; color: boolean; sources?: ReadonlyMap<string, string> },
): string {
  const sorted = sortDiagnostics(diagnostics)
  const blocks = sorted.slice(0, MAX_SHOWN).map((diagnostic) => renderDiagnostic(diagnostic, { language, color, source: sources?.get(diagnostic.at?.file ?? '') }))
  const hidden = sorted.length - blocks.length
  const more = hidden > 0 ? [renderWords[language].more(hidden)] : []
  return [...blocks, ...more].join('\n\n')
}

function headOf({ code, severity, at }: Diagnostic, language: Language, color: boolean): string {
  const word = renderWords[language][severity]
  const head = `${paint(word, severity === 'error' ? RED : YELLOW, color)} ${paint(code, BOLD, color)}`
  return at === undefined ? head : `${head}  ${at.file}:${at.line}:${at.column}`
}

function bodyOf(snippet: Snippet | undefined, suggestion: string | undefined, language: Language, mark: (text: string) => string): string[] {
  const meant = suggestion === undefined ? undefined : renderWords[language].didYouMean(suggestion)
  if (snippet === undefined) return meant === undefined ? [] : [`  ${meant}`]
  const gutter = Math.max(4, String(snippet.lines.at(-1)?.number ?? 0).length + 2)
  const ruled = snippet.lines.map(({ number, text }) => `${String(number).padStart(gutter)} | ${text}`.trimEnd())
  const caret = `${' '.repeat(gutter)} | ${' '.repeat(snippet.indent)}${mark('^'.repeat(snippet.width))}`
  return [...ruled, meant === undefined ? caret : `${caret}  ${meant}`]
}

const [BOLD, RED, YELLOW] = ['1', '31', '33']

function paintFor({ severity }: Diagnostic, color: boolean): (text: string) => string {
  return (text) => paint(text, severity === 'error' ? RED : YELLOW, color)
}

function paint(text: string, style: string | undefined, color: boolean): string {
  return color ? `\u001b[${style}m${text}\u001b[0m` : text
}
