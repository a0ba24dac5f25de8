import { findingsWords } from './findings-words.js'
import { findingWords, type FindingsView } from './findings-view.js'

/** A line for each finding, then what to do about each kind, then the count. */
export function findingsText({ report, language }: FindingsView): string {
  const words = findingsWords[language]
  const count = (severity: 'block' | 'warn'): number => report.findings.filter((finding) => finding.severity === severity).length
  const lines = report.findings.map((finding) => `${words[finding.severity]}  ${finding.code}  ${findingWords(finding, language).what}`)
  const firsts = [...new Map([...report.findings].reverse().map((finding) => [finding.code, finding])).values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  const help = firsts.map((finding) => `  ${finding.code}: ${findingWords(finding, language).fix}  (${words.more(finding.code)})`)
  return [...lines, ...help, words.summary(report.stacks.length, report.gates.length, count('block'), count('warn'))].join('\n')
}
