import type { PreflightFinding, PreflightResult } from '../../app/run/preflight.js'
import { findingProblem } from '../../diagnostics/preflight.js'
import { wordsFor } from '../../diagnostics/words.js'
import type { Io } from '../io.js'
import { preflightWords } from './preflight-words.js'

const severities = ['block', 'fix', 'warn'] as const

export interface ShownPreflight extends PreflightResult {
  readonly place: string
  readonly system: string
}

/** What was mended, then the findings by severity, the gravest first: what, why, what to do, the objects, the statements. */
export function showPreflight({ place, system, findings, fixed }: ShownPreflight, io: Io): void {
  const words = preflightWords[io.language]
  for (const one of fixed) io.stdout(`${words.fixed}  ${one}`)
  const of = (severity: PreflightFinding['severity']) => findings.filter((finding) => finding.severity === severity).toSorted((a, b) => numberOf(a) - numberOf(b))
  for (const severity of severities.filter((one) => of(one).length > 0)) {
    io.stdout(`${words.severity[severity]} (${of(severity).length})`)
    for (const finding of of(severity)) for (const line of linesOf(finding, io)) io.stdout(line.replaceAll('<place> <system>', `${place} ${system}`))
    io.stdout('')
  }
  io.stdout(words.counts(system, of('block').length, of('fix').length, of('warn').length))
}

const numberOf = ({ check }: PreflightFinding): number => Number(check.replace(/\D/g, ''))

function linesOf(finding: PreflightFinding, { language }: Io): readonly string[] {
  const words = preflightWords[language]
  const { check, objects, params, remedy } = finding
  const diagnostic = findingProblem(finding)
  const { side } = params
  const told = diagnostic && wordsFor(diagnostic.code, diagnostic.params, language)
  const by = remedy && remedy.statements.length > 0 ? [`      ${remedy.by === 'ours' ? words.ours(check) : words.theirs}`] : []
  return [
    `  ${diagnostic?.code ?? check}${side === 'source' || side === 'target' ? `  ${words.side[side]}` : ''}`,
    ...(told ? [told.what, told.why, told.fix].map((sentence) => `    ${sentence}`) : []),
    ...limited(objects, language).map((object) => `      - ${object}`),
    ...by, ...limited(remedy?.statements ?? [], language).map((statement) => `        ${statement}`),
  ]
}

/** Enough to see what is meant; `--json` has them all. */
const SHOWN = 10

function limited(items: readonly string[], language: Io['language']): readonly string[] {
  return items.length <= SHOWN ? items : [...items.slice(0, SHOWN), preflightWords[language].more(items.length - SHOWN)]
}
