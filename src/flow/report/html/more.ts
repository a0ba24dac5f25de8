import { disposition, severity } from '../../../model/enums.js'
import { clock } from '../clock.js'
import type { FindingFacts } from '../report-facts.js'
import { gateWords } from '../words.js'
import { fig, fillIn, label, status, table, type Face, type Mood } from './face.js'
import { recordLink } from './links.js'
import { html, type Markup, type Piece } from './markup.js'
import { rollbacks } from './systems.js'

/** What a reviewer looks up: dispositions, rooms, findings, ways back, signatures. */
export function more(face: Face): Markup {
  return html`<section><h2>${face.words.more}</h2>${dispositions(face)}${rooms(face)}${findings(face)}${rollbacks(face)}${gates(face)}</section>`
}

function dispositions(face: Face): Markup {
  const { words, facts: { dispositions: kinds, totals } } = face
  const rows = [
    ...kinds.map((one) => [label(face, disposition, one.disposition), fig(face, one.systems)]),
    [words.classified, fig(face, totals.classified)], [words.unplanned, fig(face, totals.unplanned)],
  ]
  return html`<h3>${words.dispositions}</h3>${table(words.dispositions, [{ head: words.disposition }, { head: words.count, numeric: true }], rows)}`
}

function rooms(face: Face): Markup {
  const { words, facts: { totals } } = face
  const heads = [{ head: words.roomsTable }, { head: words.count, numeric: true }]
  const rows = (['roomsToClose', 'roomsEmptied', 'roomsClosed'] as const).map((id) => [words[id], fig(face, totals[id])])
  return html`<h3>${words.roomsTable}</h3>${table(words.roomsTable, heads, rows)}`
}

const severityMoods: Readonly<Record<FindingFacts['severity'], Mood>> = { block: 'bad', error: 'bad', warn: 'warn', info: 'idle' }

function findings(face: Face): Markup {
  const { words, facts, language } = face
  const heads = [{ head: words.severity }, { head: words.open, numeric: true }, { head: words.covered, numeric: true }, { head: words.rule }]
  const rows = facts.findings.map(({ severity: grade, open, covered, rules }): readonly Piece[] => [
    status(open.value === 0 ? 'idle' : severityMoods[grade], label(face, severity, grade)), fig(face, open), fig(face, covered),
    rules.length === 0 ? '—' : rules.map((rule) => html`<span class="line"><code>${rule.rule}</code> ${rule.title[language]} × ${fig(face, rule.open)}</span>`),
  ])
  return html`<h3>${words.findings}</h3>${table(words.findings, heads, rows)}`
}

function gates(face: Face): Markup {
  const { words, facts, links, language } = face
  if (facts.gates.length === 0) return html`<h3>${words.gates}</h3><p>—</p>`
  const heads = [{ head: words.system }, { head: words.gate }, { head: words.by }, { head: words.at }, { head: words.why }]
  return html`<h3>${words.gates}</h3>${table(words.gates, heads, facts.gates.map(({ name, attempt, gate, by, at, why, evidence }) => [
    html`${name}${attempt > 1 && html`<small>${fillIn(words.attempt, { n: attempt })}</small>`}`, gateWords[gate][language],
    recordLink(evidence, by, links), clock(at), why,
  ]))}`
}
