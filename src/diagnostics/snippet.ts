import stringWidth from 'string-width'
import type { SourceRange } from './diagnostic.js'

/** The line of a problem with the one above it and a caret line below, as rows of a left-ruled block. */
export interface Snippet {
  readonly lines: readonly { readonly number: number; readonly text: string }[]
  /** Cells before the caret and under it; a Chinese character takes two. */
  readonly indent: number
  readonly width: number
}

/** A problem further right than this is shown without the beginning of its line. */
const MAX_CELLS = 160

/** What a tab is shown as: terminals disagree about its width. */
const TAB = '    '

/** Cuts the lines of a problem out of a file; undefined when the file has no such line. */
export function snippetOf(source: string, at: SourceRange): Snippet | undefined {
  const all = source.split(/\r?\n/)
  const text = all[at.line - 1]
  if (text === undefined) return undefined
  const above = all[at.line - 2]
  const shown = window(text, at)
  return {
    lines: [...(above === undefined || above.trim() === '' ? [] : [{ number: at.line - 1, text: shorten(masked(visible(above))) }]), { number: at.line, text: shown.text }],
    indent: stringWidth(shown.before),
    width: Math.max(1, stringWidth(shown.marked)),
  }
}

/** The line, or the part of it around the marked characters where the whole is too long. */
function window(text: string, at: SourceRange): { text: string; before: string; marked: string } {
  const start = at.column - 1
  const [before, marked, after] = [text.slice(0, start), text.slice(start, start + at.length), text.slice(start + at.length)].map(visible) as [string, string, string]
  const fits = stringWidth(before) + stringWidth(marked) <= MAX_CELLS
  const kept = fits ? before : `…${before.slice(-MAX_CELLS / 4)}`
  return { text: shorten(masked(`${kept}${marked}${after}`)), before: kept, marked }
}

function visible(text: string): string {
  return text.replaceAll('\t', TAB).replace(/\p{Cc}/gu, '·')
}

/** What follows a key that names a secret is never printed. */
function masked(text: string): string {
  return text.replace(/((?:password|passwd|token|credential)["']?\s*[:：]\s*)[^\s{].*$/i, '$1***')
}

function shorten(text: string): string {
  if (stringWidth(text) <= MAX_CELLS) return text
  let [cells, end] = [0, 0]
  for (const character of text) {
    cells += stringWidth(character)
    if (cells >= MAX_CELLS) break
    end += character.length
  }
  return `${text.slice(0, end)}…`
}
