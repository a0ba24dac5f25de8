import type { Labels, Language } from '../../../model/labels.js'
import type { Figure } from '../facts/figure.js'
import type { ReportFacts } from '../report-facts.js'
import { shown, type Shown } from '../sentence.js'
import type { Story } from '../story.js'
import type { ReportWords } from '../words.js'
import { figureLink, type Links } from './links.js'
import { html, type Markup, type Piece } from './markup.js'

/** What the sections of one language are made from. */
export interface Face {
  readonly language: Language
  readonly words: ReportWords
  readonly facts: ReportFacts
  readonly story: Story
  readonly links: Links
}

export type Mood = 'good' | 'warn' | 'bad' | 'idle'

const icons: Readonly<Record<Mood, string>> = { good: '✓', warn: '▲', bad: '✗', idle: '○' }

/** A status: icon, word and colour, so that it can be read on grey paper and without seeing colour. */
export function status(mood: Mood, word: string): Markup {
  return html`<span class="status ${mood}"><span aria-hidden="true">${icons[mood]}</span> ${word}</span>`
}

export function fig({ links, language }: Face, figure: Figure, as: Shown['as'] = 'count'): Markup {
  return figureLink(shown(figure, as), links, language)
}

export function label({ language }: Face, labels: Labels, value: string): string {
  return labels[value]?.[language] ?? value
}

export interface Column {
  readonly head: Piece
  readonly numeric?: boolean
}

/** A table with a caption for those who hear it, heads with scope, numbers to the right. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Piece[])[]): Markup {
  const align = (index: number) => (columns[index]?.numeric ? html` class="num"` : '')
  return html`<div class="scroll"><table><caption>${caption}</caption>
<thead><tr>${columns.map(({ head }, index) => html`<th scope="col"${align(index)}>${head}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...cells]) => html`<tr><th scope="row"${align(0)}>${first}</th>
${cells.map((cell, index) => html`<td${align(index + 1)}>${cell}</td>`)}</tr>
`)}</tbody></table></div>`
}

/** Fills `{name}` holes of a phrase. */
export function fillIn(phrase: string, values: Readonly<Record<string, string | number>>): string {
  return phrase.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}
