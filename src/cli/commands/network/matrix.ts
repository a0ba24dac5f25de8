import { rootOfPlace } from '../../../app/inventory/root.js'
import { networkMatrix } from '../../../app/network/matrix.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { showMatrix } from '../../views/network-matrix.human.js'

export interface MatrixArgs {
  readonly place: string
  readonly site?: string
  readonly json?: boolean
}

/** `qianyun network matrix <place>`: 0 when shown, 2 for a site nobody knows, 3 when a file is wrong. */
export async function run({ place, site, json = false }: MatrixArgs, io: Io): Promise<number> {
  const root = rootOfPlace(io.cwd, place)
  const { diagnostics, sources, sites } = await networkMatrix(root, place, site)
  showDiagnostics({ root, sources, diagnostics }, io)
  if (json) io.stdout(JSON.stringify({ place, sites }))
  else showMatrix(sites, io)
  return exitCodeFor(diagnostics)
}
