import { join } from 'node:path'
import type { ContentHash } from '../../../model/canonical.js'
import type { GateFinding } from '../stacks.js'
import { bytesHash, readIfThere, writeChanged } from './files.js'

/** One stack as it was last built: from what, and what was written. */
export interface StackRecord {
  readonly unit: ContentHash
  readonly file: ContentHash
  readonly resources: number
}

/** What gates found the last time, and the hash of everything they were shown. */
export interface GateRecord {
  readonly key: ContentHash
  readonly findings: readonly GateFinding[]
}

/** What a synthesis leaves beside its output so that the next one builds only what has changed. */
export interface SynthesisRecord {
  /** Of the code that built it. */
  readonly synthesizer: ContentHash
  readonly stacks: Readonly<Record<string, StackRecord>>
  readonly gates: Readonly<Record<string, GateRecord>>
}

const fileName = 'synthesis.json'

/** Nothing is known where the record is missing, was changed by hand, or is of other code. */
export function readRecord(outdir: string, synthesizer: ContentHash): SynthesisRecord {
  const nothing: SynthesisRecord = { synthesizer, stacks: {}, gates: {} }
  const text = readIfThere(join(outdir, fileName))?.toString() ?? ''
  const seal = text.slice(0, text.indexOf('\n'))
  const body = text.slice(seal.length + 1)
  if (seal !== JSON.stringify(bytesHash(body))) return nothing
  // Sealed by the writer below: what it says is what was written.
  const record = JSON.parse(body) as SynthesisRecord
  return record.synthesizer === synthesizer ? record : nothing
}

/** Two lines of JSON: the hash of the second, and the record. */
export function writeRecord(outdir: string, record: SynthesisRecord): void {
  const body = `${JSON.stringify(record)}\n`
  writeChanged(join(outdir, fileName), `${JSON.stringify(bytesHash(body))}\n${body}`)
}
