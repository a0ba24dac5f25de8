import { resourcesOf } from '../output/read-output.js'
import { warns, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

const workloads = /^kubernetes_(deployment|stateful_set|daemon_set|daemonset|job|cron_job|pod)(_v1)?$/

/** A system without an image has its place on the cloud and nothing in it. */
export const workloadMissing: Gate = {
  id: 'workload-missing',
  code: 'STK_WORKLOAD_MISSING',
  check: (stacks) => namespacesOf(stacks)
    .filter(({ stack, system }) => system !== null && !resourcesOf(stack).some(({ type }) => workloads.test(type)))
    .map(({ stack, resource, system }) => warns('workload-missing', { stack, resource }, { system: system ?? '' })),
}
