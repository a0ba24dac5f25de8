import { decisionReasonWords, findingWords, type Assessment, type PlaceFinding } from '../../app/assess.js'
import { disposition, severity } from '../../model/enums.js'
import type { Io } from '../io.js'
import { assessWords } from './assess-words.js'

const severities = ['block', 'error', 'warn', 'info'] as const
const dispositions = Object.keys(disposition) as (keyof typeof disposition)[]

/** Findings by severity, then what becomes of the systems. */
export function showAssessment({ findings, decisions, classifiedCount }: Assessment, io: Io): void {
  const words = assessWords[io.language]
  showFindings(findings, io)
  if (findings.length === 0) io.stdout(words.none)
  io.stdout(words.decisions(decisions.length, decisions.filter(({ decidedBy }) => decidedBy === 'proposed').length))
  for (const value of dispositions) {
    const decided = decisions.filter((decision) => decision.disposition === value)
    if (decided.length > 0) io.stdout(words.line(disposition[value][io.language], decided.length))
    for (const { system, reasons } of decided) io.stdout(`       ${system}: ${reasons.map((reason) => decisionReasonWords(reason, io.language)).join('; ')}`)
  }
  if (classifiedCount > 0) io.stdout(words.classified(classifiedCount))
}

/** The gravest first; each with what to do, or with the exemption that covers it. */
export function showFindings(findings: readonly PlaceFinding[], io: Io): void {
  for (const value of severities) {
    const inside = findings.filter((finding) => finding.severity === value)
    if (inside.length === 0) continue
    io.stdout(assessWords[io.language].count(severity[value][io.language], inside.length))
    for (const finding of inside) showFinding(finding, io)
  }
}

function showFinding(finding: PlaceFinding, io: Io): void {
  const { title, fix } = findingWords(finding, io.language)
  io.stdout(`  ${finding.rule}  ${finding.subject}  ${title}`)
  io.stdout(`      ${finding.exemption === undefined ? fix : assessWords[io.language].covered(finding.exemption)}`)
}
