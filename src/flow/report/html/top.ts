import type { ReportFacts } from '../report-facts.js'
import { progressBar } from '../charts/progress-bar.js'
import { clock, dayOf } from '../clock.js'
import { plain } from '../sentence.js'
import { fig, status, table, type Face, type Mood } from './face.js'
import { recordLink, sentenceMarkup } from './links.js'
import { html, type Markup } from './markup.js'

/** The head of an official form: title, day of the data, units. */
export function head({ facts: { _meta: meta }, words }: Face): Markup {
  return html`<header><p class="document">${meta.document}</p>
<h1>${meta.programme}<br><span class="subtitle">${words.title}</span></h1>
<p class="form"><span>${words.dataDate}${words.colon}<time datetime="${meta.dataAt}">${meta.dataDate}</time></span>
<span>${words.unit}${words.colon}${words.units}</span></p></header>`
}

export function sentenceAndNumbers({ story, links, language }: Face): Markup {
  return html`<p class="headline">${sentenceMarkup(story.headline, links, language)}</p>
<ul class="numbers">${story.numbers.map(({ label, value, note, mood }) => html`<li class="${mood}"><span class="label">${label}</span>
<strong>${sentenceMarkup(value, links, language)}</strong><span class="note">${sentenceMarkup(note, links, language)}</span></li>
`)}</ul>`
}

const moods: Readonly<Record<string, Mood>> = { migrated: 'good', inTrial: 'warn', blocked: 'bad', waiting: 'idle' }

export function progress(face: Face): Markup {
  const { story, words, language } = face
  const parts = story.progress.map(({ id, label, systems, share }) => ({ id, label, count: systems.value ?? 0, share }))
  const heads = [{ head: words.moving }, { head: words.count, numeric: true }, { head: words.share, numeric: true }]
  const percent = (share: number) => `${plain(100 * share, language)}%`
  const rows = story.progress.map(({ id, label, systems, share }) => [status(moods[id] ?? 'idle', label), fig(face, systems), percent(share)])
  return html`<section><h2>${words.progress}</h2><figure>${progressBar(words.progress, parts, `${language}-progress`)}</figure>
${table(words.progress, heads, rows)}</section>`
}

const urgencies: Readonly<Record<string, Mood>> = { stop: 'bad', decide: 'warn', note: 'idle' }
const urgencyWords = { stop: { zh: '须立即处理', en: 'act now' }, decide: { zh: '待决', en: 'decide' }, note: { zh: '等待', en: 'wait' } } as const

export function decisions({ story, words, links, language }: Face): Markup {
  const items = story.decisions.map(({ urgency, sentence, evidence }) => {
    const mark = status(urgencies[urgency] ?? 'idle', urgencyWords[urgency][language])
    return html`<li>${recordLink(evidence, mark, links)} ${sentenceMarkup(sentence, links, language)}</li>
`
  })
  const list = items.length === 0 ? html`<p>${words.noDecisions}</p>` : html`<ul class="decisions">${items}</ul>`
  return html`<section><h2>${words.decisions}</h2>${list}</section>`
}

/** The foot of an official form, and what the page was made from. */
export function foot({ facts: { _meta: meta }, words }: Face): Markup {
  const blank = html`<span class="blank"></span>`
  return html`<footer><p class="form"><span>${words.filler}${words.colon}${meta.operator} (${words.made})</span>
<span>${words.reviewer}${words.colon}${blank}${words.stamp}</span>
<span>${words.phone}${words.colon}${blank}</span>
<span>${words.reportDate}${words.colon}${dayOf(meta.generatedAt)}</span></p>
<p class="made">${madeFrom(meta).map(([name, value]) => html`<span>${words[name]} <code>${value}</code></span> `)}
<span>${meta.chainIntact ? words.chainIntact : words.chainBroken}</span></p></footer>`
}

function madeFrom(meta: ReportFacts['_meta']) {
  return [
    ['run', meta.run], ['plan', short(meta.planHash)], ['inventory', short(meta.inventoryHash)],
    ['stacks', meta.stacksHash === null ? '—' : short(meta.stacksHash)],
    ['tool', meta.toolVersion], ['generated', clock(meta.generatedAt)],
  ] as const
}

export function short(hash: string): string {
  return hash.replace(/^sha256:/, '').slice(0, 12)
}
