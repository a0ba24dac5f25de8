import type { HealthCheck, SiteHealth, Verified } from '../../app/stacks/verify.js'
import type { Outcome } from '../../app/stacks/open-place.js'
import type { Io } from '../io.js'
import { showOutcomeProblems } from './stacks-problems.human.js'
import { stacksVerifyWords } from './stacks-verify-words.js'

/** Failed checks in full, then a line a site and the result; with `json` every check. */
export function showVerified(outcome: Outcome<Verified>, { root, json }: { readonly root: string; readonly json: boolean }, io: Io): void {
  showOutcomeProblems(outcome, root, io)
  const { result } = outcome
  if (!result) return
  if (json) return io.stdout(JSON.stringify(result))
  const words = stacksVerifyWords[io.language]
  for (const health of result.sites) io.stdout(words.site(health.site, countsOf(health)))
  io.stdout(words.result[result.result])
}

function countsOf({ checks }: SiteHealth): Record<HealthCheck['result'], number> {
  const count = (result: HealthCheck['result']): number => checks.filter((check) => check.result === result).length
  return { pass: count('pass'), pass_with_issue: count('pass_with_issue'), fail: count('fail'), not_run: count('not_run') }
}
