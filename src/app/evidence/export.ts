import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { RunHome } from '../run/home.js'
import { withLatestRun } from '../run/status.js'
import { collectEvidence } from './document.js'
import { fingerprint, placeKey } from './key.js'
import { signEvidence } from './sign.js'

export interface ExportedEvidence {
  readonly file: string
  readonly records: number
  readonly fingerprint: string
}

/** Writes all that the place's latest run has proved into one signed file. */
export async function exportEvidence(home: RunHome, folder: string, out: string | undefined): Promise<ExportedEvidence> {
  const key = await placeKey(home)
  const body = await withLatestRun(home, ({ store }, run) => collectEvidence(store, run))
  const document = signEvidence(body, key)
  const file = resolve(folder, out ?? `evidence-${body.run.id}.json`)
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`).catch((cause: unknown) => {
    throw new DiagnosticError(problem('EVD_NOT_WRITTEN', { file, detail: cause instanceof Error ? cause.message : String(cause) }, { cause }))
  })
  return { file, records: body.evidence.length, fingerprint: fingerprint(document.publicKey) }
}
