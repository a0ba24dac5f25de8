import { fill } from '../../diagnostics/words.js'
import type { DeepReadonly } from '../../model/freeze.js'
import type { Language } from '../../model/labels.js'
import type { Finding } from './assessment.js'
import { ruleById } from './rules/registry.js'

/** The words of a finding: those of its rule, holes filled with what was seen; a field that is missing shows as a dash. */
export function findingWords(finding: DeepReadonly<Finding>, language: Language): { title: string; why: string; fix: string } {
  const rule = ruleById(finding.rule)
  const evidence = Object.fromEntries(Object.entries(finding.evidence).map(([name, value]) => [name, value ?? '—']))
  const words = (sentence: { en: string; zh: string }) => fill(sentence[language], { ...evidence, subject: finding.subject })
  return { title: words(rule.title), why: words(rule.why), fix: words(rule.fix) }
}
