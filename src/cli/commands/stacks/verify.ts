import { verifyPlace } from '../../../app/stacks/verify.js'
import { siteTools } from '../../../app/stacks/wiring.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { placeRequest, rootOf, waitOf, type SiteArgs } from '../../stack-request.js'
import { untilInterrupted } from '../../until-interrupted.js'
import { showVerified } from '../../views/stacks-verify.human.js'
import { stacksVerifyWords } from '../../views/stacks-verify-words.js'

export interface VerifyArgs extends SiteArgs {
  /** `90s`, `5m`, `1h`; `0` looks once. */
  readonly wait?: string
  readonly json?: boolean
}

/**
 * `qianyun stacks verify <place>`: 0 when all is well, 3 for a wrong file or cluster, 5 when a server is not there, 6 when a check fails
 * or could not be made.
 */
export async function run(args: VerifyArgs, io: Io): Promise<number> {
  const wait = waitOf(args.wait)
  const words = stacksVerifyWords[io.language]
  return untilInterrupted(async (signal) => {
    const onWaiting = ({ site, pending }: { readonly site: string; readonly pending: number }): void => io.stderr(words.waiting(site, pending))
    const outcome = await verifyPlace({ ...placeRequest(args, io, signal), wait, onWaiting }, siteTools(process.env))
    showVerified(outcome, { root: rootOf(args, io), json: args.json ?? false }, io)
    return exitCodeFor(outcome.diagnostics)
  })
}
