import { checkResult } from '../../../model/enums.js'
import { systemState } from '../../../model/system-state.js'
import { clock } from '../clock.js'
import type { RollbackFacts, SystemFacts } from '../report-facts.js'
import type { CheckResult } from '../../verify/verdict.js'
import { checkWords } from '../words.js'
import { fig, fillIn, label, status, table, type Face, type Mood } from './face.js'
import { recordLink } from './links.js'
import { html, type Markup, type Piece } from './markup.js'

const resultMoods: Readonly<Record<CheckResult, Mood>> = { pass: 'good', pass_with_issue: 'warn', fail: 'bad', not_run: 'idle' }

/** One row per system: what was copied, what users felt, what the drill gave, and the verdict with every check that did not pass. */
export function systems(face: Face): Markup {
  const { words, facts } = face
  const heads = [
    { head: words.system }, { head: words.state }, { head: html`${words.copied}<small>${words.rowsAndSize}</small>`, numeric: true }, { head: html`${words.outageMs}<small>${words.ms}</small>`, numeric: true },
    { head: html`${words.writes}<small>${words.acknowledgedLost}</small>`, numeric: true }, { head: html`${words.drill}<small>${words.rtoRpo}</small>`, numeric: true }, { head: words.verdict },
  ]
  return html`<section><h2>${words.systems}</h2>${table(words.systems, heads, facts.systems.map((system) => row(face, system)))}${checkTable(face)}</section>`
}

const moveChecks = ['rehearsal_equal', 'proof_equal', 'new_side_answers', 'way_back_stands', 'drill_within_tier', 'no_write_lost', 'approvals_there'] as const

/** Every check of every system that moves; a check that the verdict does not ask for is a dash. */
function checkTable(face: Face): Markup {
  const { words, facts, language } = face
  const heads = [{ head: words.system }, ...moveChecks.map((check) => ({ head: checkWords[check][language] }))]
  const rows = facts.systems.filter(({ path }) => path === 'move').map(({ name, verdict }) => [name, ...moveChecks.map((check) => checkCell(face, verdict.checks.find((one) => one.check === check)))])
  return html`<h3>${words.checks}</h3>${table(words.checks, heads, rows)}`
}

function checkCell(face: Face, check: SystemFacts['verdict']['checks'][number] | undefined): Piece {
  return check === undefined ? '—' : recordLink(check.evidence, status(resultMoods[check.result], label(face, checkResult, check.result)), face.links)
}

function row(face: Face, system: SystemFacts): readonly Piece[] {
  return [nameCell(face, system), stateCell(face, system), copyCell(face, system), outageCell(face, system), pair(fig(face, system.acknowledged), fig(face, system.lost)), drillCell(face, system), verdictCell(face, system)]
}

function nameCell({ words }: Face, { name, owner, history }: SystemFacts): Markup {
  return html`${name}<small>${owner}</small>${history.map(({ attempt, records }) => html`<small>${fillIn(words.history, { n: attempt, records: records.value ?? 0 })}</small>`)}`
}

function stateCell(face: Face, { state, migrated, attempt, wave }: SystemFacts): Markup {
  const mood = migrated || state === 'retired' ? 'good' : state === 'blocked' || state === 'rolled_back' ? 'bad' : wave === null || state === 'planned' ? 'idle' : 'warn'
  return html`${status(mood, label(face, systemState, state))}${attempt > 1 && html`<small>${fillIn(face.words.attempt, { n: attempt })}</small>`}`
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
  return html`${measured}<small>${face.words.limit} ${fig(face, drill.rtoLimitMs, 'minutes')} / ${fig(face, drill.rpoLimitMs, 'minutes')} ${face.words.minutes}</small>`
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
${notPassed.map(({ check, result, evidence }) => html`<small>${recordLink(evidence, `${checkWords[check][language]}${words.colon}${label(face, checkResult, result)}`, links)}</small>`)}${path === 'move' && verdict.result !== 'not_run' && html`<small>${signature}</small>`}`
}

/** Every way back that was taken, with what users saw of it. */
export function rollbacks(face: Face): Markup {
  const { words, facts } = face
  if (facts.rollbacks.length === 0) return html`<h3>${words.rollbacks}</h3><p>${words.noRollbacks}</p>`
  const heads = [{ head: words.system }, { head: words.at }, { head: html`${words.outageMs}<small>${words.ms}</small>`, numeric: true }, { head: words.lost, numeric: true }, { head: words.proof }]
  return html`<h3>${words.rollbacks}</h3>${table(words.rollbacks, heads, facts.rollbacks.map((one) => rollbackRow(face, one)))}`
}

function rollbackRow(face: Face, { name, attempt, at, outageMs, lost, proof, proofEvidence }: RollbackFacts): readonly Piece[] {
  return [
    html`${name}<small>${fillIn(face.words.attempt, { n: attempt })}</small>`, clock(at), fig(face, outageMs), fig(face, lost),
    recordLink(proofEvidence, status(resultMoods[proof], label(face, checkResult, proof)), face.links),
  ]
}
