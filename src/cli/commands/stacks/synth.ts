import { relative, resolve } from 'node:path'
import { rootFor } from '../../../app/inventory/root.js'
import { synthPlace } from '../../../app/stacks/synth.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showSynthesis } from '../../views/stacks-synth.human.js'
import { printSynthesis } from '../../views/stacks-synth.json.js'

export interface SynthArgs {
  readonly place: string
  /** Id of a site, or its role: primary, dr. */
  readonly site?: string
  readonly system?: string
  readonly out?: string
  readonly json?: boolean
}

/** `qianyun stacks synth <place>`: 0 when written, 3 when a file is wrong, 6 when a gate blocks; what was written is there in both cases. */
export async function run({ place, site, system, out, json = false }: SynthArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const outdir = resolve(io.cwd, out ?? `cdktf.out/${place}`)
  const selection = { ...(site === undefined ? {} : { sites: [site] }), ...(system === undefined ? {} : { systems: [system] }) }
  const synthesis = await synthPlace(root, place, { outdir, ...selection })
  const shown = { root, folder: relative(io.cwd, outdir) || '.' }
  if (json) printSynthesis(synthesis, shown, io)
  else showSynthesis(synthesis, shown, io)
  return exitCodeFor(synthesis.diagnostics)
}
