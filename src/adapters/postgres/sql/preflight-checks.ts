import type { PreflightCheck, PreflightLimits } from './preflight-check.js'
import { contentChecks } from './preflight-content.js'
import { serverChecks } from './preflight-server.js'
import { sessionChecks } from './preflight-sessions.js'
import { tableChecks } from './preflight-tables.js'

/** What a move must know before it starts and one side alone can say; numbers as in the project's list of pitfalls. Each reads only. */
export function preflightChecks(limits: PreflightLimits): readonly PreflightCheck[] {
  return [...tableChecks(limits), ...contentChecks, ...serverChecks, ...sessionChecks(limits)]
}
