import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { rootOfPlace } from '../../../app/inventory/root.js'
import { findingDiagnostics } from '../../../app/stacks/findings.js'
import { reportOutput, settingsOfPlace, writeFindings } from '../../../app/stacks/gate-output.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { formatOf } from '../../stack-request.js'
import { renderFindings, type FindingFormat } from '../../views/findings.js'

export interface GatesArgs {
  /** A place, or the folder that stacks lie in. */
  readonly of: string
  readonly format?: string
  readonly out?: string
}

/** `qianyun stacks gates <place|folder>`: 0 when nothing blocks, 2 when there are no stacks, 6 when a gate blocks. */
export async function run({ of, format, out }: GatesArgs, io: Io): Promise<number> {
  const known = formatOf(format)
  const outdir = folderOf(of, io)
  // A folder says nothing of what was chosen for its place.
  const settings = outdir === resolve(io.cwd, 'cdktf.out', of) ? await settingsOfPlace(rootOfPlace(io.cwd, of), of) : undefined
  const report = reportOutput(outdir, settings)
  const folder = relative(io.cwd, outdir).split(sep).join('/') || '.'
  const text = renderFindings({ report, language: io.language, folder }, known)
  if (out === undefined) io.stdout(text)
  else await writeTo(resolve(io.cwd, out), text, { known, report, folder }, io)
  return exitCodeFor(findingDiagnostics(report.findings))
}

/** Whoever writes a file for a program still sees in words how it stands. */
async function writeTo(file: string, text: string, { known, ...view }: { known: FindingFormat; report: ReturnType<typeof reportOutput>; folder: string }, io: Io): Promise<void> {
  await writeFindings(file, `${text}\n`)
  if (known !== 'text') io.stderr(renderFindings({ ...view, language: io.language }, 'text'))
}

function folderOf(of: string, { cwd }: Io): string {
  const named = resolve(cwd, of)
  return existsSync(join(named, 'manifest.json')) ? named : resolve(cwd, 'cdktf.out', of)
}
