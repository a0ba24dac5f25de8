import { milliseconds, seconds, type Duration } from '../../model/duration.js'

/** A server that has only just begun to start says 1 s; what lies before it may say an hour, or nonsense. */
const longestWait = seconds(30)

/** Of one question, whatever is said: as long as two answers may take. */
const longestWaits = seconds(60)

/** How long to wait before the same question is asked again; undefined when it has waited long enough. `header` in whole seconds, else 1 s. */
export function retryWait(header: string | undefined, waited: Duration): Duration | undefined {
  const asked = /^\s*\d+\s*$/.test(header ?? '') ? Math.max(Number(header), 1) : 1
  const left = Number(longestWaits) - Number(waited)
  return left <= 0 ? undefined : milliseconds(Math.min(asked * 1000, Number(longestWait), left))
}
