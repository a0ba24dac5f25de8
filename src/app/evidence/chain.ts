import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { contentHash } from '../../model/canonical.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { EvidenceDocument } from './document.js'

/** What is wrong with a chain, record by record, in the words of whoever has to find it: changed, moved, or missing before it. Positions count from 1. */
export function brokenLinks({ evidence, head }: Pick<EvidenceDocument, 'evidence' | 'head'>): Diagnostic[] {
  const known = new Set(evidence.map(({ hash }) => hash))
  const problems = evidence.flatMap((record, index) => [...changed(record, index), ...misplaced(record, evidence[index - 1], index, known)])
  return (evidence.at(-1)?.hash ?? null) === head ? problems : [...problems, ...atTheEnd(head, known)]
}

/** The hash covers everything but itself (`sealEvidence`). */
function changed({ hash, ...content }: EvidenceRecord, index: number): Diagnostic[] {
  return contentHash(content) === hash ? [] : [problem('EVD_RECORD_CHANGED', { position: index + 1, id: content.id })]
}

function misplaced({ id, previous }: EvidenceRecord, before: EvidenceRecord | undefined, index: number, known: ReadonlySet<string>): Diagnostic[] {
  if (previous === (before?.hash ?? null)) return []
  const code = previous === null || known.has(previous) ? 'EVD_RECORD_MOVED' : 'EVD_RECORD_REMOVED'
  return [problem(code, { position: index + 1, id })]
}

/** The last record is there, but not last: that was told above. */
function atTheEnd(head: string | null, known: ReadonlySet<string>): Diagnostic[] {
  return head !== null && known.has(head) ? [] : [problem('EVD_END_REMOVED', { records: known.size })]
}
