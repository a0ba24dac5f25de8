import { preciseClock } from '../clock.js'
import type { ReportFacts } from '../report-facts.js'
import { kindWords, reportWords } from '../words.js'
import type { Links } from './links.js'
import { html, type Markup } from './markup.js'

const { zh, en } = reportWords

/** Both languages share one list of what the figures rest on, since a record can have one place only. */
export function appendix(facts: ReportFacts, links: Links): Markup {
  const intact = facts._meta.chainIntact
  return html`<section class="appendix"><h2>${both(zh.appendix, en.appendix)}</h2>
<p>${both(intact ? zh.chainIntact : zh.chainBroken, intact ? en.chainIntact : en.chainBroken)}</p>
<div class="scroll"><table class="records"><caption>${both(zh.appendix, en.appendix)}</caption><thead><tr>${heads()}</tr></thead>
<tbody>${facts.appendix.map((entry, index) => entryRow(entry, index + 1))}</tbody></table></div>
<h3>${both(zh.basis, en.basis)}</h3>
<ol class="bases">${links.bases.map(({ anchor, evidence }) => html`<li id="${anchor}">${evidence.map((id, index) => numberLink(links, id, index > 0))}</li>
`)}</ol></section>`
}

function numberLink(links: Links, id: string, isNext: boolean): Markup {
  const no = links.numberOf(id)
  return html`${isNext && ', '}<a href="#ev-${no}">${no}</a>`
}

function heads(): readonly Markup[] {
  const pairs = [[zh.number, en.number], [zh.kind, en.kind], [zh.record, en.record], [zh.system, en.system], [zh.at, en.at], [zh.hash, en.hash]] as const
  return pairs.map(([chinese, english]) => html`<th scope="col">${both(chinese, english)}</th>`)
}

function entryRow({ id, kind, system, attempt, at, hash }: ReportFacts['appendix'][number], no: number): Markup {
  const { zh: chinese, en: english } = kindWords[kind]
  return html`<tr id="ev-${no}"><th scope="row" class="num">${no}</th><td>${both(chinese, english)}</td><td><code>${id}</code></td>
<td>${system ?? '—'}${attempt !== null && attempt > 1 && ` (${attempt})`}</td><td class="nowrap">${at === null ? '—' : preciseClock(at)}</td>
<td><code class="hash">${hash}</code></td></tr>
`
}

/** Chinese first, English beside it, each marked for those who hear the page. */
function both(chinese: string, english: string): Markup {
  return html`<span lang="zh-CN">${chinese}</span> <span lang="en" class="english">${english}</span>`
}
