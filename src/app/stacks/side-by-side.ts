/** Works on all items, at most so many at once, each begun in order. The first that fails ends it; what is under way is waited for. */
export async function sideBySide<Item>(items: readonly Item[], size: number, work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values()
  let isBroken = false
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      if (isBroken) return
      await work(item).catch((cause: unknown) => {
        isBroken = true
        throw cause
      })
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(size, items.length) }, lane))
  const failed = ended.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}
