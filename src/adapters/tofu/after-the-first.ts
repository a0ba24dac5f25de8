/** Runs works side by side, once the first of them has ended, however it ended. */
export function afterTheFirst(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let first: Promise<unknown> | undefined
  return async (work) => {
    if (first === undefined) {
      const own = work()
      first = own.catch(() => undefined)
      return own
    }
    await first
    return work()
  }
}
