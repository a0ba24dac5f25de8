import type { Duration } from '../../model/duration.js'
import { seconds } from '../../model/duration.js'
import type { Check, CheckOutcome, Checks } from '../../ports/checks.js'
import { checkHttp } from './http.js'
import { checkTcp } from './tcp.js'

/** What one check found; `detail` holds facts such as `HTTP 200` or `ECONNREFUSED`, never sentences. */
export type Finding = Pick<CheckOutcome, 'result' | 'detail'>

/** HTTP and TCP checks, each bounded by `timeout`. A check that lacks its address is not_run, which never counts as pass. */
export function createChecks({ timeout = seconds(5) }: { readonly timeout?: Duration } = {}): Checks {
  return {
    async run(check) {
      return { name: check.name, ...(await find(check, timeout)) }
    },
  }
}

async function find(check: Check, timeout: Duration): Promise<Finding> {
  if (check.kind === 'http') return check.url === undefined ? missing('url') : checkHttp(check.url, check.expect, timeout)
  if (check.host === undefined) return missing('host')
  return check.port === undefined ? missing('port') : checkTcp(check.host, check.port, check.expect, timeout)
}

function missing(field: keyof Check): Finding {
  return { result: 'not_run', detail: `${field}: undefined` }
}
