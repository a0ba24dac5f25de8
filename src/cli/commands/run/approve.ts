import { approve } from '../../../app/run/act.js'
import { runHome } from '../../../app/run/home.js'
import { hashShown, refuseChanged } from '../../../app/run/shown.js'
import { withLatestRun } from '../../../app/run/status.js'
import { systemClock } from '../../../app/run/system.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { suggest } from '../../../diagnostics/suggest.js'
import type { Gate } from '../../../app/run/act.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface ApproveArgs {
  readonly place: string
  readonly system: string
  readonly gate: string
  readonly by: string
  readonly why: string
  /** What status printed for the system when the signer looked. */
  readonly shown?: string
  readonly root?: string
}

const GATES: readonly Gate[] = ['cutover', 'commit', 'close']

/** `qianyun run approve <place> <system> --gate cutover --by NAME --why TEXT [--shown HASH]`. What was shown is the system's evidence so far. */
export async function run({ place, system, gate, by, why, shown: seen, root }: ApproveArgs, io: Io): Promise<number> {
  const known = GATES.find((one) => one === gate)
  if (!known) {
    const suggestion = suggest(gate, GATES)
    throw new DiagnosticError(problem('CLI_BAD_FLAG', { detail: `--gate ${gate}: ${GATES.join(', ')}`, command: 'run approve' }, suggestion ? { suggestion } : {}))
  }
  await withLatestRun(runHome(root ?? io.cwd, place, process.env), async (open, { id }) => {
    const shown = hashShown(await open.store.evidence(id, system))
    refuseChanged(system, place, shown, seen)
    await approve(open, id, system, { gate: known, by, why, shown }, systemClock)
  })
  io.stdout(`${system} ${known} ✓ ${by}`)
  return EXIT.done
}
