import { milliseconds, seconds } from '../../model/duration.js'

/** Owner of our rows in the engine's tables, should another program share them. */
export const APPLICATION = 'qianyun'

/** Work of every site without a worker of its own, one partition a site. */
export const SHARED_QUEUE = 'site'

/** Work of a site that has a worker of its own; still partitioned by site, so that a row keeps its key when it moves here. */
export function ownQueue(site: string): string {
  return `${SHARED_QUEUE}@${site}`
}

/** How often a queue is asked for work; at rest 200 ms cost 5 short queries a second and worker. */
export const QUEUE_POLL = milliseconds(200)

/** How often dead workers are looked for; they are taken for dead at the second look. */
export const SWEEP_EVERY = seconds(1)

/** Ordinary restarts count as recoveries, so the engine's default of 100 would end a phase that merely waits. */
export const NO_RECOVERY_LIMIT = { maxRecoveryAttempts: 1_000_000 } as const
