import { resolve } from 'node:path'
import { rootOfPlace } from '../../../../app/inventory/root.js'
import { checkMirror } from '../../../../app/stacks/mirror/check.js'
import { exitCodeFor } from '../../../exit.js'
import type { Io } from '../../../io.js'
import { showDiagnostics } from '../../../views/diagnostics.human.js'
import { mirroredLines } from '../../../views/stacks-mirror.human.js'

export interface MirrorArgs {
  readonly place: string
  readonly mirror?: string
  readonly out?: string
  readonly json?: boolean
}

/** `qianyun stacks mirror check <place>`: 0 when the mirror serves the stacks, 5 when it lacks a provider or holds another one than was agreed on. */
export async function run(args: MirrorArgs, io: Io): Promise<number> {
  const request = mirrorRequest(args, io)
  const { diagnostics, providers } = await checkMirror(request)
  if (args.json) io.stdout(JSON.stringify({ providers, problems: diagnostics }))
  else for (const line of mirroredLines(providers, io.language)) io.stdout(line)
  showDiagnostics({ root: request.root, diagnostics, sources: new Map() }, io)
  return exitCodeFor(diagnostics)
}

export function mirrorRequest({ place, mirror, out }: MirrorArgs, io: Io) {
  return {
    root: rootOfPlace(io.cwd, place), place, outdir: resolve(io.cwd, out ?? `cdktf.out/${place}`), environment: process.env,
    ...(mirror === undefined ? {} : { mirror: resolve(io.cwd, mirror) }),
  }
}
