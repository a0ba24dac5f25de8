import type { Synthesis } from '../../app/stacks/synth.js'
import type { Io } from '../io.js'
import { showDiagnostics } from './diagnostics.human.js'
import type { SynthesisPlace } from './stacks-synth.human.js'

/** The artifact with the folder it describes, one object; problems of the files go to stderr, findings are in the artifact. */
export function printSynthesis({ diagnostics, sources, stacks }: Synthesis, { root, folder }: SynthesisPlace, io: Io): void {
  const shown = stacks ? diagnostics.filter(({ code }) => !code.startsWith('STK_')) : diagnostics
  showDiagnostics({ root, diagnostics: shown, sources }, io)
  if (stacks) io.stdout(JSON.stringify({ folder, ...stacks }))
}
