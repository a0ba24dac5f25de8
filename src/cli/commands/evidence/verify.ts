import { resolve } from 'node:path'
import { verifyEvidence } from '../../../app/evidence/verify.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { showEvidence } from '../../views/evidence.human.js'

export interface VerifyArgs {
  readonly file: string
  readonly key?: string
}

/** `qianyun evidence verify FILE [--key PUBKEYFILE]`: every problem; without one, what the file is and whose signature it bears. */
export async function run({ file, key }: VerifyArgs, io: Io): Promise<number> {
  const verified = await verifyEvidence(resolve(io.cwd, file), key === undefined ? undefined : resolve(io.cwd, key))
  showDiagnostics({ root: io.cwd, diagnostics: verified.diagnostics }, io, 'stdout')
  if (verified.diagnostics.length === 0) showEvidence(verified, key !== undefined, io)
  return exitCodeFor(verified.diagnostics)
}
