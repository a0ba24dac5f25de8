import { judge } from './look.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { VerdictCheck, VerdictSubject } from './verdict.js'

export interface DrLimits {
  readonly rtoMinutes: number
  readonly rpoMinutes: number
}

const DAY = 1_440

/**
 * Longest times a tier allows where no policy names its own: upper ends of the ranges in the informative annex of GB/T 20988
 * (level 5: RTO minutes to 2 days, RPO 0 to 30 min; level 6: RTO minutes, RPO 0). Levels 1 and 2 name no upper end; a week is taken.
 */
const limitsOfTier: Readonly<Record<number, DrLimits>> = {
  1: { rtoMinutes: 7 * DAY, rpoMinutes: 7 * DAY },
  2: { rtoMinutes: 7 * DAY, rpoMinutes: 7 * DAY },
  3: { rtoMinutes: 2 * DAY, rpoMinutes: DAY },
  4: { rtoMinutes: 2 * DAY, rpoMinutes: DAY },
  5: { rtoMinutes: 2 * DAY, rpoMinutes: 30 },
  6: { rtoMinutes: 60, rpoMinutes: 0 },
}

/** From this level on the replica has equipment of its own, which a drill can start (level 3: 电子传输和部分设备支持). */
const EQUIPPED_TIER = 3

export function needsDrill({ drTier, drPolicy }: VerdictSubject): boolean {
  return drPolicy !== null || (drTier !== null && drTier >= EQUIPPED_TIER)
}

/** What the drill must keep to: the policy's own limits, else those of the tier; null when neither is known. */
export function drLimitsOf({ drTier, drPolicy }: VerdictSubject): DrLimits | null {
  return drPolicy ?? (drTier === null ? null : (limitsOfTier[drTier] ?? null))
}

/** The drill passed its own checks and kept to the limits. */
export function drillCheck(subject: VerdictSubject, record: EvidenceRecord | undefined): VerdictCheck {
  const limits = drLimitsOf(subject)
  return judge('drill_within_tier', record, ({ result, rtoMs, rpoMs }) => {
    const beyond = [
      ...(result === 'pass' ? [] : ['checks']),
      ...(limits && !isWithin(rtoMs, limits.rtoMinutes) ? ['RTO'] : []),
      ...(limits && !isWithin(rpoMs, limits.rpoMinutes) ? ['RPO'] : []),
    ]
    return { result: beyond.length === 0 ? 'pass' : 'fail', detail: beyond.join(', ') }
  })
}

function isWithin(ms: unknown, limitMinutes: number): boolean {
  return typeof ms === 'number' && ms <= limitMinutes * 60_000
}
