import { approve } from '../../../app/run/act.js'
import { runHome } from '../../../app/run/home.js'
import { withLatestRun } from '../../../app/run/status.js'
import { systemClock } from '../../../app/run/system.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { suggest } from '../../../diagnostics/suggest.js'
import { contentHash } from '../../../model/canonical.js'
import type { Gate } from '../../../app/run/act.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface ApproveArgs {
  readonly place: string
  readonly system: string
  readonly gate: string
  readonly by: string
  readonly why: string
  readonly root?: string
}

const GATES: readonly Gate[] = ['cutover', 'commit', 'close']

/** `qianyun run approve <place> <system> --gate cutover --by NAME --why TEXT`. What was shown is the system's evidence so far. */
export async function run({ place, system, gate, by, why, root }: ApproveArgs, io: Io): Promise<number> {
  const known = GATES.find((one) => one === gate)
  if (!known) {
    const suggestion = suggest(gate, GATES)
    throw new DiagnosticError(problem('CLI_BAD_FLAG', { detail: `--gate ${gate}: ${GATES.join(', ')}`, command: 'run approve' }, suggestion ? { suggestion } : {}))
  }
  await withLatestRun(runHome(root ?? io.cwd, place, process.env), async (open, { id }) => {
    const shown = contentHash((await open.store.evidence(id, system)).map(({ hash }) => hash))
    await approve(open, id, system, { gate: known, by, why, shown }, systemClock)
  })
  io.stdout(`${system} ${known} ✓ ${by}`)
  return EXIT.done
}
