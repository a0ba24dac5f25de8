import type { FindingsView } from './findings-view.js'
import { findingsJson } from './findings.json.js'
import { findingsJunit } from './findings.junit.js'
import { findingsSarif } from './findings.sarif.js'
import { findingsText } from './findings.text.js'

export const findingFormats = ['text', 'json', 'sarif', 'junit'] as const
export type FindingFormat = (typeof findingFormats)[number]

const renderers = { text: findingsText, json: findingsJson, sarif: findingsSarif, junit: findingsJunit } as const satisfies Record<FindingFormat, (view: FindingsView) => string>

/** A report in a format that people or other programs read; ends without a line break. Equal reports give equal bytes. */
export function renderFindings(view: FindingsView, format: FindingFormat): string {
  return renderers[format](view)
}
