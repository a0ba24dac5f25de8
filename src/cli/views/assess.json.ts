import { findingWords, type Assessment } from '../../app/assess.js'
import type { Io } from '../io.js'

/** The assessment as one JSON object; each finding with its words in the reader's language. */
export function printAssessment(assessment: Assessment, io: Io): void {
  const findings = assessment.findings.map((finding) => ({ ...finding, ...findingWords(finding, io.language) }))
  io.stdout(JSON.stringify({ ...assessment, findings }))
}
