import { relative } from 'node:path'
import { synthAlone } from '../../../app/stacks/alone.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { rootOf, synthOptions, type SelectionArgs } from '../../stack-request.js'
import { showSynthesis } from '../../views/stacks-synth.human.js'
import { printSynthesis } from '../../views/stacks-synth.json.js'

export interface SynthArgs extends SelectionArgs {
  readonly json?: boolean
}

/** `qianyun stacks synth <place>`: 0 when written, 3 when a file is wrong, 6 when a gate blocks; what was written is there in both cases. */
export async function run({ json = false, ...args }: SynthArgs, io: Io): Promise<number> {
  const root = rootOf(args, io)
  const selection = synthOptions(args, io)
  const synthesis = await synthAlone({ root, place: args.place, selection, doing: 'synth', environment: process.env, now: new Date() })
  const shown = { root, folder: relative(io.cwd, selection.outdir) || '.' }
  if (json) printSynthesis(synthesis, shown, io)
  else showSynthesis(synthesis, shown, io)
  return exitCodeFor(synthesis.diagnostics)
}
