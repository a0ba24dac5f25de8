/** The last one is what a terminal that is closed sends. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls `work` with a signal that the first Ctrl-C aborts: what runs comes to its end. Further ones are taken and do nothing, because a
 * tool that is cut off leaves its state half written; whoever must end it all kills the process.
 */
export async function untilInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController()
  const interrupt = (): void => stop.abort()
  for (const name of signals) process.on(name, interrupt)
  try {
    return await work(stop.signal)
  } finally {
    for (const name of signals) process.off(name, interrupt)
  }
}
