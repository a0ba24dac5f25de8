import { fileOf, findingWords, type FindingsView } from './findings-view.js'

/** One object: what was judged, and every finding with its words in the reader's language. */
export function findingsJson({ report: { gates, stacks, findings }, language, folder }: FindingsView): string {
  const shown = findings.map((finding) => {
    const { gate, code, severity, stack, resource, params } = finding
    return { gate, code, severity, stack, resource, file: fileOf(finding, folder), params, ...findingWords(finding, language) }
  })
  return JSON.stringify({ folder, gates, stacks, findings: shown })
}
