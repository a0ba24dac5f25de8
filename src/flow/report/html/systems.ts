import { checkResult } from '../../../model/enums.js'
import { systemState } from '../../../model/system-state.js'
import { clock } from '../clock.js'
import type { RollbackFacts, SystemFacts } from '../report-facts.js'
import type { CheckResult } from '../../verify/verdict.js'
import { checkWords } from '../words.js'
import { fig, fillIn, label, status, table, type Column, type Face, type Mood } from './face.js'
import { recordLink } from './links.js'
import { html, type Markup, type Piece } from './markup.js'

const resultMoods: Readonly<Record<CheckResult, Mood>> = { pass: 'good', pass_with_issue: 'warn', fail: 'bad', not_run: 'idle' }

/** One row per system: what was copied, what users felt, what the drill gave, and the verdict with every check that did not pass. */
export function systems(face: Face): Markup {
  const { words, facts } = face
  const heads = [
    { head: words.system }, { head: words.state }, numeric(words.copied, words.rowsAndSize),
    numeric(words.outageMs, words.ms),
    numeric(words.writes, words.acknowledgedLost),
    numeric(words.drill, words.rtoRpo), { head: words.verdict },
  ]
  return html`<section><h2>${words.systems}</h2>${table(words.systems, heads, facts.systems.map((system) => row(face, system)))}${checkTable(face)}</section>`
}

function numeric(word: string, unit: string): Column {
  return { head: html`${word}<small>${unit}</small>`, numeric: true }
}

const moveChecks = ['rehearsal_equal', 'proof_equal', 'new_side_answers', 'way_back_stands', 'drill_within_tier', 'no_write_lost', 'approvals_there'] as const

/** Every check of every system that moves; a check that the verdict does not ask for is a dash. */
function checkTable(face: Face): Markup {
  const { words, facts, language } = face
  const heads = [{ head: words.system }, ...moveChecks.map((check) => ({ head: checkWords[check][language] }))]
  const moving = facts.systems.filter(({ path }) => path === 'move')
  const rows = moving.map(({ name, verdict }) => [name, ...moveChecks.map((id) => checkCell(face, verdict.checks.find(({ check }) => check === id)))])
  return html`<h3>${words.checks}</h3>${table(words.checks, heads, rows)}`
}

function checkCell(face: Face, check: SystemFacts['verdict']['checks'][number] | undefined): Piece {
  return check === undefined ? '—' : recordLink(check.evidence, status(resultMoods[check.result], label(face, checkResult, check.result)), face.links)
}

function row(face: Face, system: SystemFacts): readonly Piece[] {
  const writes = pair(fig(face, system.acknowledged), fig(face, system.lost))
  const [name, state, copy, outage] = [nameCell, stateCell, copyCell, outageCell].map((cell) => cell(face, system))
  return [name, state, copy, outage, writes, drillCell(face, system), verdictCell(face, system)]
}

function nameCell({ words }: Face, { name, owner, history }: SystemFacts): Markup {
  const earlier = history.map(({ attempt, records }) => fillIn(words.history, { n: attempt, records: records.value ?? 0 }))
  return html`${name}${[owner, ...earlier].map((line) => html`<small>${line}</small>`)}`
}

function moodOf({ state, migrated, wave }: SystemFacts): Mood {
  if (migrated || state === 'retired') return 'good'
  if (state === 'blocked' || state === 'rolled_back') return 'bad'
  return wave === null || state === 'planned' ? 'idle' : 'warn'
}

function stateCell(face: Face, system: SystemFacts): Markup {
  const { state, attempt } = system
  return html`${status(moodOf(system), label(face, systemState, state))}${attempt > 1 && html`<small>${fillIn(face.words.attempt, { n: attempt })}</small>`}`
}

function copyCell(face: Face, { path, copiedRows, copiedBytes, archiveBytes }: SystemFacts): Markup {
  if (path === 'retire') return html`${fig(face, archiveBytes, 'bytes')}<small>${face.words.archived}</small>`
  return pair(fig(face, copiedRows), fig(face, copiedBytes, 'bytes'))
}

function outageCell(face: Face, { outageMs, outageSeenBy }: SystemFacts): Markup {
  return html`${fig(face, outageMs)}${outageSeenBy === 'orchestrator' && html`<small>${face.words.seenByOrchestrator}</small>`}`
}

function drillCell(face: Face, { drill }: SystemFacts): Markup {
  const measured = pair(fig(face, drill.rtoMs), fig(face, drill.rpoMs))
  if (drill.rtoMs.value === null) return measured
  const [rto, rpo] = [fig(face, drill.rtoLimitMs, 'minutes'), fig(face, drill.rpoLimitMs, 'minutes')]
  return html`${measured}<small>${face.words.limit} ${rto} / ${rpo} ${face.words.minutes}</small>`
}

function pair(first: Markup, second: Markup): Markup {
  return html`<span class="nowrap">${first}</span> / <span class="nowrap">${second}</span>`
}

function verdictCell(face: Face, { path, verdict, state }: SystemFacts): Markup {
  const { words, language, links } = face
  const notPassed = verdict.result === 'not_run' && state !== 'rolled_back' ? [] : verdict.checks.filter(({ result }) => result !== 'pass')
  const signature = verdict.signed ? fillIn(words.signedBy, { by: verdict.signedBy.join(language === 'zh' ? '、' : ', ') }) : words.unsigned
  const proof = verdict.checks.find(({ check }) => check === 'proof_equal' || check === 'archive_kept')
  return html`${recordLink(proof?.evidence ?? null, status(resultMoods[verdict.result], label(face, checkResult, verdict.result)), links)}
${notPassed.map((check) => html`<small>${recordLink(check.evidence, wordsOf(face, check), links)}</small>`)}
${path === 'move' && verdict.result !== 'not_run' && html`<small>${signature}</small>`}`
}

function wordsOf(face: Face, { check, result }: SystemFacts['verdict']['checks'][number]): string {
  return `${checkWords[check][face.language]}${face.words.colon}${label(face, checkResult, result)}`
}

/** Every way back that was taken, with what users saw of it. */
export function rollbacks(face: Face): Markup {
  const { words, facts } = face
  if (facts.rollbacks.length === 0) return html`<h3>${words.rollbacks}</h3><p>${words.noRollbacks}</p>`
  const heads = [{ head: words.system }, { head: words.at }, numeric(words.outageMs, words.ms), { head: words.lost, numeric: true }, { head: words.proof }]
  return html`<h3>${words.rollbacks}</h3>${table(words.rollbacks, heads, facts.rollbacks.map((one) => rollbackRow(face, one)))}`
}

function rollbackRow(face: Face, { name, attempt, at, outageMs, lost, proof, proofEvidence }: RollbackFacts): readonly Piece[] {
  return [
    html`${name}<small>${fillIn(face.words.attempt, { n: attempt })}</small>`, clock(at), fig(face, outageMs), fig(face, lost),
    recordLink(proofEvidence, status(resultMoods[proof], label(face, checkResult, proof)), face.links),
  ]
}
