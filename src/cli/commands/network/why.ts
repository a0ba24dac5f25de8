import { rootOfPlace } from '../../../app/inventory/root.js'
import { whyReachable } from '../../../app/network/why.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { showWhy } from '../../views/network-why.human.js'

export interface WhyArgs {
  readonly place: string
  readonly from: string
  readonly to: string
  readonly port?: number
  readonly site?: string
  readonly json?: boolean
}

/** `qianyun network why <place> <A> <B>`: 0 when A may reach B at every site asked about, 6 when not, 2 for an end nobody knows, 3 when a file is wrong. */
export async function run({ place, json = false, ...request }: WhyArgs, io: Io): Promise<number> {
  const root = rootOfPlace(io.cwd, place)
  const { diagnostics, sources, answers } = await whyReachable(root, place, request)
  // The answer says by itself that there is no way, and what would open one.
  showDiagnostics({ root, sources, diagnostics: diagnostics.filter(({ code }) => code !== 'NET_NOT_REACHABLE') }, io)
  if (json) io.stdout(JSON.stringify({ place, answers }))
  else showWhy(answers, { root, place }, io)
  return exitCodeFor(diagnostics)
}
