import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { contentHash, type ContentHash } from '../../model/canonical.js'
import type { EvidenceRecord } from '../../model/evidence.js'

/** Stands for all evidence of a system so far: what a signature is given on. */
export function hashShown(evidence: readonly EvidenceRecord[]): ContentHash {
  return contentHash(evidence.map(({ hash }) => hash))
}

/** Enough of the hash to be typed by hand and not to be met by chance. */
const SHORT = 12

export function shortHash(hash: ContentHash): string {
  return hash.slice('sha256:'.length, 'sha256:'.length + SHORT)
}

/** Refuses a signature on evidence that has grown since it was shown. `seen`: the hash that status printed, or its beginning. */
export function refuseChanged(system: string, place: string, now: ContentHash, seen: string | undefined): void {
  if (seen === undefined) return
  const wanted = seen.replace(/^sha256:/, '').toLowerCase()
  if (wanted.length >= SHORT && now.slice('sha256:'.length).startsWith(wanted)) return
  throw new DiagnosticError(problem('EVD_SHOWN_CHANGED', { system, place, seen, now: shortHash(now) }))
}
