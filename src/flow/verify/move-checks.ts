import { approvalsCheck } from './approvals-check.js'
import { drillCheck, needsDrill } from './drill-check.js'
import { judge, newest, notRun, type Look } from './look.js'
import { answers, equality, finalEquality, losses, wayBack } from './looks.js'
import type { CheckId, Seen, VerdictCheck, VerdictSubject } from './verdict.js'

/** The checks of a system that moves, in the order in which they are made. */
export function moveChecks(subject: VerdictSubject, seen: Seen): readonly VerdictCheck[] {
  const drilled = newest(seen, 'drill')
  const checks = [
    judge('rehearsal_equal', newest(seen, 'rehearsal'), equality),
    judge('proof_equal', newest(seen, 'proof'), finalEquality),
    judge('new_side_answers', newest(seen, 'checks'), answers),
    judge('way_back_stands', newest(seen, 'checks'), wayBack),
    ...(drilled !== undefined || needsDrill(subject) ? [drillCheck(subject, drilled)] : []),
    ...whereMeasured('no_write_lost', seen, losses),
    approvalsCheck(seen),
  ]
  return hasGoneBack(seen) ? checks.map(({ check }) => notRun(check, 'rolled back')) : checks
}

/** Only where somebody counted what users were told was safe: replication alone cannot know it. */
function whereMeasured(check: CheckId, seen: Seen, look: Look): readonly VerdictCheck[] {
  const measured = newest(seen, 'measurement')
  return measured === undefined ? [] : [judge(check, measured, look)]
}

/** What was seen before a way back says nothing about the side that serves now. */
function hasGoneBack({ record }: Seen): boolean {
  return record?.state === 'rolled_back' || (record?.state === 'blocked' && record.detail['phase'] === 'rollback')
}
