import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { isCode } from '../../../diagnostics/codes.js'
import { milliseconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseMove, PreflightFinding } from '../../../ports/data-mover.js'
import { endEarlySessions, endRemains, runStatements } from './fix-steps.js'
import { closeDoors } from './doors.js'
import { ensureIdentities } from './identity.js'
import type { MoverOptions } from './options.js'
import { preflightBetween, requireSuperuser, requireTwoServers } from './preflight.js'
import { markSides, refuseOtherMove } from './prepare.js'
import { copyRoles } from './roles.js'
import { withSides, type Sides } from './sides.js'
import { hold, readState } from './state.js'

/** Remains first, they stand in the way; partitions before identities, for a new partition needs one too; the door last. */
const ORDER = ['P24', 'P5', 'P6', 'P27', 'P1', 'P2', 'P20', 'P23'] as const

type Mendable = (typeof ORDER)[number]

/** Nothing to mend beforehand: the switch carries them. */
const CARRIED = ['P8', 'P9', 'P11']

/** Once the copy stands these would change the source's schema, or close roles that may be in use. */
const BEFORE_COPY: readonly string[] = ['P27', 'P1', 'P2', 'P20']

/**
 * Mends what is ours to mend of the named checks. Nothing of it is for `finish` to undo but the identities, which it does undo:
 * settings, partitions and roles are as the places want them also without a move.
 */
export async function fix(move: DatabaseMove, checks: readonly string[], context: StepContext, options: MoverOptions): Promise<{ fixed: readonly string[] }> {
  const unknown = checks.find((check) => !isCode(`PREFLIGHT_${check}`))
  if (unknown !== undefined) throw new DiagnosticError(problem('PREFLIGHT_UNKNOWN_CHECK', { check: unknown }))
  return await withSides(move, 'control', async (sides) => {
    await requireSuperuser(move, sides)
    await requireTwoServers(move, sides)
    await refuseOtherMove(move, sides)
    const state = await readState(sides.target)
    for (const session of [sides.source, sides.target]) if (await readState(session)) await hold(session, context.fence)
    const findings = await preflightBetween(move, sides, options)
    requireOurs(checks, findings, state?.stage === 'copied' || state?.stage === 'copying')
    const fixed: string[] = []
    for (const check of ORDER.filter((one) => checks.includes(one) && findings.some((finding) => finding.check === one && isOurs(finding)))) {
      context.signal.throwIfAborted()
      fixed.push(...await mend(check, findings, { move, sides, context, options }))
    }
    await requireMended(checks, { move, sides, context, options })
    return { fixed }
  })
}

interface Work {
  readonly move: DatabaseMove
  readonly sides: Sides
  readonly context: StepContext
  readonly options: MoverOptions
}

const isOurs = ({ remedy }: PreflightFinding): boolean => remedy?.by === 'ours'

/** Refused before anything is changed: a check that is never ours, or of which everything found is for others to mend. */
function requireOurs(checks: readonly string[], findings: readonly PreflightFinding[], copied: boolean): void {
  for (const check of checks) {
    const about = findings.filter((finding) => finding.check === check && finding.severity !== 'warn')
    const theirs = about.length > 0 && !about.some(isOurs)
    const never = !(ORDER as readonly string[]).includes(check)
    const closesOthers = check === 'P23' && findings.some((finding) => finding.check === 'P20' && finding.severity === 'block' && finding.params['side'] === 'target')
    const late = copied && BEFORE_COPY.includes(check) && about.length > 0
    if (!CARRIED.includes(check) && (never || theirs || closesOthers || late)) throw new DiagnosticError(problem('PREFLIGHT_NOT_OURS', { check }))
  }
}

async function mend(check: Mendable, findings: readonly PreflightFinding[], { move, sides, context, options: { clock } }: Work): Promise<readonly string[]> {
  if (check === 'P24') return await endRemains(sides, clock)
  if (check === 'P1' || check === 'P2') {
    // Noted in our own schema, so that `finish` puts back what was.
    await markSides(move, sides, context.fence)
    return (await ensureIdentities(sides.source, clock)).map((identity) => `replica identity ${identity}`)
  }
  if (check === 'P20') return (await copyRoles(move, sides)).map((role) => `role ${role}`)
  if (check === 'P23') {
    await closeDoors(sides.target, move.appRoles, clock)
    return [...move.appRoles.map((role) => `role ${role}: NOLOGIN`), ...await endEarlySessions(sides.target)]
  }
  return await runStatements(sides, findings.filter((finding) => finding.check === check && isOurs(finding)))
}

/** A server takes new settings when it gets to it, within milliseconds as a rule. */
const LOOKS = 10
const BETWEEN = milliseconds(200)

async function requireMended(checks: readonly string[], { move, sides, options }: Work): Promise<void> {
  for (let look = 1; ; look += 1) {
    const left = (await preflightBetween(move, sides, options)).filter((finding) => checks.includes(finding.check) && isOurs(finding) && finding.severity !== 'warn')
    const [first] = left
    if (!first) return
    if (look === LOOKS) throw new DiagnosticError(problem('PREFLIGHT_NOT_MENDED', { check: first.check, objects: first.objects.join(', ') }))
    await options.clock.sleep(BETWEEN)
  }
}
