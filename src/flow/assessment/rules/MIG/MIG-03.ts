import { activityOf } from '../../plan-dates.js'
import type { Observation, PlannedPlace, PlanRule } from '../../rule.js'

const passing = new Set(['pass', 'pass_with_issue'])

export const rule = {
  id: 'MIG-03',
  family: 'MIG',
  severity: 'block',
  needs: 'plan',
  title: { en: 'A system counts as migrated only after function verification passes', zh: '功能验证通过后，系统才计为已迁移' },
  why: { en: 'After commit there is no way back; an unverified system would be closed on its old side.', zh: '提交后不可回退；未验证的系统不能关停原环境。' },
  fix: {
    en: 'Verify {subject} before it is committed or signed (verification {result}, signed {signedOn}, trial ends {trial}, commit {commit}).',
    zh: '{subject} 须先通过验证再提交或签字（验证 {result}，签字 {signedOn}，试运行至 {trial}，提交 {commit}）。',
  },
  check: ({ inventory, intent, plan }: PlannedPlace): Observation[] => [
    ...inventory.verifications.filter(({ result, signedOn }) => signedOn !== undefined && !passing.has(result))
      .map(({ system, result, signedOn }) => ({
        subject: system,
        collection: 'systems',
        evidence: { result, signedOn: signedOn ?? null, trial: null, commit: null },
      })),
    ...plan.activities.filter(({ kind }) => kind === 'cutover').flatMap(({ system, end }) => unverifiedCommit(system, end, plan, intent.programme.trialDays)),
  ],
} satisfies PlanRule

/** Verification happens between cutover and commit, within the trial where the programme has one. */
function unverifiedCommit(system: string, cutover: string, plan: PlannedPlace['plan'], trialDays: number): Observation[] {
  const trial = activityOf(plan, system, 'trial')?.end ?? null
  const commit = activityOf(plan, system, 'commit')?.start ?? null
  const verifiedBy = trialDays === 0 ? cutover : trial
  if (commit !== null && verifiedBy !== null && verifiedBy < commit) return []
  return [{ subject: system, collection: 'systems', evidence: { result: null, signedOn: null, trial, commit } }]
}
