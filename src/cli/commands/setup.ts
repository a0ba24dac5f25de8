import { setUp } from '../../app/setup/install.js'
import { exitCodeFor } from '../exit.js'
import type { Io } from '../io.js'
import { showDiagnostics } from '../views/diagnostics.human.js'

/** `qianyun setup`: 0 when everything is there, 5 with the commands to run where it may not install. */
export async function run(_args: object, io: Io): Promise<number> {
  const { diagnostics } = await setUp((line) => io.stderr(line))
  showDiagnostics({ root: io.cwd, diagnostics }, io)
  return exitCodeFor(diagnostics)
}
