import type { Language } from '../../../model/labels.js'
import { figuresIn } from '../facts/figure.js'
import type { ReportFacts } from '../report-facts.js'
import { figureText, type Sentence, type Shown } from '../sentence.js'
import { storyOf } from '../story.js'
import { html, type Markup } from './markup.js'

/** Sets of records on which one figure rests, numbered as they appear; a figure with one record leads straight to it. */
export interface Links {
  readonly anchorOf: (evidence: readonly string[]) => string | null
  readonly bases: readonly { readonly anchor: string; readonly no: number; readonly evidence: readonly string[] }[]
  readonly numberOf: (evidence: string) => number | null
}

export function makeLinks(facts: ReportFacts): Links {
  const numbers = new Map(facts.appendix.map(({ id }, index) => [id, index + 1]))
  const figures = [...figuresIn(facts), ...figuresIn(storyOf(facts, 'zh').progress)].map(([, figure]) => figure)
  const sets = [...new Set(figures.filter(({ evidence }) => evidence.length > 1).map(({ evidence }) => keyOf(evidence)))]
  const places = new Map(sets.map((key, index) => [key, index + 1]))
  const numberOf = (id: string) => numbers.get(id) ?? null
  return {
    numberOf,
    anchorOf: (evidence) => (evidence.length > 1 ? anchor('ev-sum', places.get(keyOf(evidence)) ?? null) : anchor('ev', numberOf(evidence[0] ?? ''))),
    bases: sets.map((key, index) => ({ anchor: `ev-sum-${index + 1}`, no: index + 1, evidence: JSON.parse(key) as readonly string[] })),
  }
}

function keyOf(evidence: readonly string[]): string {
  return JSON.stringify(evidence.toSorted())
}

function anchor(prefix: string, no: number | null): string | null {
  return no === null ? null : `${prefix}-${no}`
}

/** A figure as a link to what it rests on. */
export function figureLink(shown: Shown, links: Links, language: Language): Markup {
  const to = links.anchorOf(shown.figure.evidence)
  const text = figureText(shown, language)
  return to === null || shown.figure.value === null ? html`<span class="none">${text}</span>` : html`<a class="fig" href="#${to}">${text}</a>`
}

export function sentenceMarkup(sentence: Sentence, links: Links, language: Language): Markup {
  return html`${sentence.map((piece) => (typeof piece === 'string' ? piece : figureLink(piece, links, language)))}`
}

/** A word as a link to one record. */
export function recordLink(evidence: string | null, text: string | Markup, links: Links): Markup {
  const to = evidence === null ? null : links.anchorOf([evidence])
  return to === null ? html`${text}` : html`<a class="fig" href="#${to}">${text}</a>`
}
