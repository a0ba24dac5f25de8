import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { figuresWithoutEvidence, makeFacts, type ReportFacts } from '../../flow/report/facts.js'
import { reportPage } from '../../flow/report/html/page.js'
import type { Instant } from '../../model/instant.js'
import { packageRoot } from '../inventory/root.js'
import type { OpenRun } from '../run/open.js'
import { gatherFacts, type ApprovedPlace } from './gather-facts.js'

export type { ReportFacts }

export interface ReportRequest {
  readonly root: string
  readonly place: string
  readonly open: OpenRun
  readonly run: string
  readonly file: string
  /** The moment that the page calls its own. */
  readonly at: Instant
  /** Spares reading the place again; otherwise its files as they are now. */
  readonly approved?: ApprovedPlace
}

export interface WrittenReport {
  readonly file: string
  readonly facts: ReportFacts
  /** Figures that lead nowhere; there must be none. */
  readonly evidenceMissing: readonly string[]
}

/** Writes one page about a run. The file is whole or not there: it is written beside its place and moved there. Throws DiagnosticError. */
export async function writeReport(request: ReportRequest): Promise<WrittenReport> {
  const facts = makeFacts(await gatherFacts(request, toolVersion()))
  const css = await readFile(join(packageRoot(), 'web', 'report.css'), 'utf8')
  await writeWhole(request.file, reportPage(facts, css))
  return { file: request.file, facts, evidenceMissing: figuresWithoutEvidence(facts) }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(partial, text)
    await rename(partial, file)
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined)
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new DiagnosticError(problem('REPORT_FILE_UNWRITABLE', { file, cause: reason }, { cause }))
  }
}

function toolVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { readonly version: string }
  return version
}
