import type { GateReport } from '../../app/stacks/findings.js'
import type { Language } from '../../model/labels.js'
import { findingsWords } from './findings-words.js'
import { fileOf, findingWords, type FindingsView } from './findings-view.js'

type Findings = GateReport['findings']

/** JUnit XML as CI servers read it: a suite for each stack, a case for each gate. What blocks is a failure; what warns passes and is printed. */
export function findingsJunit({ report, language, folder }: FindingsView): string {
  const known = new Set(report.stacks.map(({ name }) => name))
  const general = report.findings.filter(({ stack }) => !known.has(stack))
  const suites = [
    ...(general.length > 0 ? [suite({ name: findingsWords[language].all, file: fileOf({ path: null }, folder) }, report, general, language)] : []),
    ...report.stacks.map((stack) => suite({ name: stack.name, file: fileOf(stack, folder) }, report, report.findings.filter((finding) => finding.stack === stack.name), language)),
  ]
  const [tests, failures] = [suites.length * report.gates.length, suites.reduce((sum, one) => sum + one.failures, 0)]
  const body = suites.flatMap(({ lines }) => lines)
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${attributes({ name: 'qianyun', tests, failures })}>`, ...body, '</testsuites>'].join('\n')
}

function suite({ name, file }: { name: string; file: string }, { gates }: GateReport, findings: Findings, language: Language): { failures: number; lines: string[] } {
  const cases = gates.map(({ id }) => testCase(id, name, findings.filter(({ gate }) => gate === id), language))
  const failures = cases.filter(({ failed }) => failed).length
  const head = attributes({ name, tests: gates.length, failures, errors: 0, skipped: 0, file })
  return { failures, lines: [`  <testsuite${head}>`, ...cases.flatMap(({ lines }) => lines), '  </testsuite>'] }
}

/** A case may have one failure, so several findings of one gate are in it together. */
function testCase(gate: string, stack: string, findings: Findings, language: Language): { failed: boolean; lines: string[] } {
  const [blocking, warning] = [findings.filter(({ severity }) => severity === 'block'), findings.filter(({ severity }) => severity === 'warn')]
  const text = (some: Findings): string => escape(some.map((finding) => `${finding.code}: ${Object.values(findingWords(finding, language)).join(' ')}`).join('\n'))
  const [first] = blocking
  const inside = [
    ...(first ? [`      <failure${attributes({ message: findingWords(first, language).what, type: first.code })}>${text(blocking)}</failure>`] : []),
    ...(warning.length > 0 ? [`      <system-out>${text(warning)}</system-out>`] : []),
  ]
  const open = `    <testcase${attributes({ name: gate, classname: stack })}`
  return { failed: first !== undefined, lines: inside.length > 0 ? [`${open}>`, ...inside, '    </testcase>'] : [`${open}/>`] }
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values).map(([name, value]) => ` ${name}="${escape(String(value)).replaceAll('\n', '&#10;')}"`).join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** What XML 1.0 has no way to write (section 2.2) becomes the replacement character. */
function escape(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
