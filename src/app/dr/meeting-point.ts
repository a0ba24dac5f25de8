/** Parts of one system wait here for one another. */
export interface MeetingPoint {
  /** Resolves when all have arrived and what the last one's arrival starts has ended. */
  arrive(): Promise<void>
  /** One will not come: the others are sent back. */
  giveUp(reason: unknown): void
}

export function meetingPoint(parties: number, together: () => Promise<void> = async () => undefined): MeetingPoint {
  let waiting = parties
  const { promise, resolve, reject } = withResolvers()
  // Nobody may be waiting when one gives up.
  promise.catch(() => undefined)
  return {
    async arrive() {
      waiting -= 1
      if (waiting === 0) together().then(resolve, reject)
      await promise
    },
    giveUp: reject,
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } {
  let resolve = (): void => undefined
  let reject = (_: unknown): void => undefined
  const promise = new Promise<void>((done, fail) => {
    resolve = done
    reject = fail
  })
  return { promise, resolve, reject }
}
