import type { HealthCheck, Verified } from '../../app/stacks/verify.js'
import type { Language } from '../../model/labels.js'

export type HealthCounts = Readonly<Record<HealthCheck['result'], number>>

/** The words of `stacks verify`; the sentences of failed checks are in the catalog. */
export const stacksVerifyWords = {
  en: {
    waiting: (site: string, pending: number) => `${site}: ${pending} ${pending === 1 ? 'check is' : 'checks are'} still waiting`,
    site: (site: string, { pass, pass_with_issue: issue, fail, not_run: notRun }: HealthCounts) =>
      `${site}: ${pass} passed, ${issue} with an issue, ${fail} failed, ${notRun} not run`,
    result: {
      pass: 'verified', pass_with_issue: 'verified, with issues', fail: 'not healthy', not_run: 'not verified: not everything could be looked at',
    } satisfies Record<Verified['result'], string>,
  },
  zh: {
    waiting: (site: string, pending: number) => `${site}：${pending} 项检查仍在等待`,
    site: (site: string, { pass, pass_with_issue: issue, fail, not_run: notRun }: HealthCounts) =>
      `${site}：通过 ${pass}，带问题通过 ${issue}，不通过 ${fail}，未执行 ${notRun}`,
    result: { pass: '验证通过', pass_with_issue: '验证通过，存在问题', fail: '验证不通过', not_run: '未能验证：有未执行的检查' } satisfies Record<Verified['result'], string>,
  },
} as const satisfies Record<Language, unknown>
