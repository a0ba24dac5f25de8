import type { GateReport } from '../../app/stacks/findings.js'
import { entryOf, type Code } from '../../diagnostics/codes.js'
import { contentHash } from '../../model/canonical.js'
import type { Language } from '../../model/labels.js'
import { fileOf, findingWords, type FindingsView } from './findings-view.js'

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const languages = { en: 'en-US', zh: 'zh-CN' } as const satisfies Record<Language, string>

/** SARIF 2.1.0, one run: rules are the catalog's entries, results point to the stack's file and to the resource's address in it. */
export function findingsSarif({ report, language, folder }: FindingsView): string {
  const rules = report.gates.flatMap(({ id, codes }) => codes.map((code) => ({ id, code })))
  const driver = { name: 'qianyun', language: languages[language], rules: rules.map(({ id, code }) => ruleOf(code, id, language)) }
  const results = report.findings.map((finding) => ({
    ruleId: finding.code,
    ruleIndex: rules.findIndex(({ code }) => code === finding.code),
    level: finding.severity === 'block' ? 'error' : 'warning',
    message: { text: messageOf(finding, language) },
    locations: [locationOf(finding, folder)],
    partialFingerprints: { 'finding/v1': contentHash([finding.code, finding.stack, finding.resource, finding.params]) },
  }))
  return JSON.stringify({ $schema: schema, version: '2.1.0', runs: [{ tool: { driver }, results, columnKind: 'utf16CodeUnits' }] })
}

/** The holes of the sentence are what differs from one finding to the next. */
function ruleOf(code: Code, gate: string, language: Language) {
  const { what, why, fix } = entryOf(code)[language]
  return { id: code, shortDescription: { text: what }, fullDescription: { text: why }, help: { text: fix }, properties: { gate } }
}

function messageOf(finding: GateReport['findings'][number], language: Language): string {
  const { what, why, fix } = findingWords(finding, language)
  return [what, why, fix].join('\n')
}

function locationOf(finding: GateReport['findings'][number], folder: string) {
  const { stack, resource } = finding
  const uri = encodeURI(fileOf(finding, folder))
  const named = resource === null ? { name: stack, fullyQualifiedName: stack, kind: 'module' } : { name: resource, fullyQualifiedName: `${stack}/${resource}`, kind: 'resource' }
  return { physicalLocation: { artifactLocation: { uri } }, logicalLocations: [named] }
}
