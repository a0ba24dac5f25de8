import { at, resourcesOf } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** A standby must not run batch jobs: what they send, book or delete is done by the primary's. */
export const standbyBatch: Gate = {
  id: 'standby-batch',
  code: 'STK_STANDBY_BATCH',
  check: (stacks) => namespacesOf(stacks).filter(({ system, role }) => system !== null && role === 'dr').flatMap(({ stack, system }) => resourcesOf(stack)
    .filter(({ type, body }) => /^kubernetes_cron_job(_v1)?$/.test(type) && at(body, 'spec', 'suspend') !== true)
    .map((resource) => blocks('standby-batch', { stack, resource }, { system: system ?? '' }))),
}
